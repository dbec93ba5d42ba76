namespace TelegramBotStack.Deployment.Configuration;

/// <summary>A host that the connection goes through.</summary>
/// <param name="Address">Name or address, as seen from the hop before it.</param>
/// <param name="User">Who logs in there.</param>
/// <param name="Port">Port of its SSH server.</param>
/// <param name="Key">Path of the private key for it; null for the agent's and the user's usual keys.</param>
/// <param name="KeyAlias">The name its key is pinned under; null for the address.</param>
public sealed record JumpSettings(string Address, string User, int Port = 22, string? Key = null, string? KeyAlias = null);
