export * from './channel/bank-channel.ts';
