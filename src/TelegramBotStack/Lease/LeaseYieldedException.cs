namespace TelegramBotStack.Lease;

/// <summary>This instance was told to let another one on its data directory wait for the lease.</summary>
internal sealed class LeaseYieldedException() : Exception("Another instance on the same data is to wait for the lease.");
