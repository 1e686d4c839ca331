# Verifies this archive on Windows: powershell -ExecutionPolicy Bypass -File verify.ps1
# Files are hashed by Windows itself; time stamps need openssl (it comes with Git for Windows).
Set-Location -LiteralPath $PSScriptRoot
$faults = 0
$listed = @{}
$count = 0
foreach ($line in [System.IO.File]::ReadAllLines("$PSScriptRoot\SHA256SUMS", [System.Text.Encoding]::UTF8)) {
  $digest = $line.Substring(0, 64)
  $path = $line.Substring(66)
  $listed[$path] = $digest
  $count++
  if (-not (Test-Path -LiteralPath $path)) { $faults++; Write-Output "MISSING  $path"; continue }
  $actual = (Get-FileHash -LiteralPath $path -Algorithm SHA256).Hash.ToLower()
  if ($actual -ne $digest) { $faults++; Write-Output "WRONG    $path" }
}
if ($faults -eq 0) { Write-Output "OK       $count files are as listed" }

$root = $PSScriptRoot.Length + 1
foreach ($file in Get-ChildItem -LiteralPath $PSScriptRoot -Recurse -File -Force) {
  $path = $file.FullName.Substring($root).Replace('\', '/')
  if ($path -ne 'SHA256SUMS' -and -not $listed.ContainsKey($path)) { $faults++; Write-Output "ADDED    $path" }
}

$openssl = Get-Command openssl -ErrorAction SilentlyContinue
$good = 0
foreach ($line in [System.IO.File]::ReadAllLines("$PSScriptRoot\tokens\index.tsv", [System.Text.Encoding]::UTF8)) {
  if ($line -eq '') { continue }
  $token, $digest, $seconds, $path = $line.Split("`t")
  $isCopy = $path.Contains([string][char]0xFF08 + [char]0x526F + [char]0x672C + [char]0xFF09)
  if (-not $isCopy -and $listed[$path] -ne $digest) { $faults++; Write-Output "STAMP    $path is not the stamped file" }
  if ($null -eq $openssl) { continue }
  & $openssl.Source ts -verify -digest $digest -in $token -token_in -CAfile tokens/ca.pem -attime $seconds *> $null
  if ($LASTEXITCODE -eq 0) { $good++ } else { $faults++; Write-Output "STAMP    $path does not hold" }
}
if ($null -eq $openssl) { Write-Output 'SKIP     openssl is not here: time stamps were not verified' }
else { Write-Output "OK       $good time stamps hold" }

if ($faults -eq 0) { Write-Output 'VERIFIED'; exit 0 }
Write-Output 'NOT VERIFIED'
exit 1
