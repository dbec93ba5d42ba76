namespace TelegramBotStack.Deployment.Keys;

/// <summary>What kind of key is made to log in with.</summary>
public enum SshKeyType
{
    /// <summary>Ed25519: short, fast, and known to every OpenSSH since 6.5 (2014).</summary>
    Ed25519,

    /// <summary>RSA of 4096 bits, for servers that know nothing newer.</summary>
    Rsa,
}
