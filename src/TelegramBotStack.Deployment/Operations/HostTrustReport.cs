namespace TelegramBotStack.Deployment.Operations;

/// <summary>Which hosts are trusted now.</summary>
/// <param name="KnownHosts">The file with the pinned keys.</param>
/// <param name="Hops">The jump hosts in order, and the host itself.</param>
public sealed record HostTrustReport(string KnownHosts, IReadOnlyList<HopTrust> Hops);

/// <summary>A host on the way, or the host itself.</summary>
/// <param name="Name">Its name in messages.</param>
/// <param name="State">What was found, before anything was pinned.</param>
/// <param name="Keys">The keys that it shows.</param>
public sealed record HopTrust(string Name, HostTrustState State, IReadOnlyList<HostKey> Keys)
{
    /// <summary>Whether the keys were pinned now.</summary>
    public bool IsNew { get; init; }

    /// <summary>The lines for it in the file with the pinned keys, as OpenSSH reads them.</summary>
    public IReadOnlyList<string> Lines { get; init; } = [];
}

/// <summary>A key of a host.</summary>
/// <param name="Type">Its type, such as <c>ssh-ed25519</c>.</param>
/// <param name="Fingerprint">Its fingerprint as OpenSSH prints it: <c>SHA256:…</c>.</param>
/// <param name="State">Whether it is pinned.</param>
/// <param name="PinnedFingerprint">The fingerprint of the key of that type that is pinned; null when none is.</param>
public sealed record HostKey(string Type, string Fingerprint, HostKeyState State, string? PinnedFingerprint);

/// <summary>What is known of a key.</summary>
public enum HostKeyState
{
    /// <summary>No key of its type is pinned.</summary>
    New,

    /// <summary>It is pinned.</summary>
    Pinned,

    /// <summary>Another key of its type is pinned, or it is revoked.</summary>
    Changed,
}

/// <summary>What is known of a host.</summary>
public enum HostTrustState
{
    /// <summary>No key of it is pinned.</summary>
    New,

    /// <summary>It shows a key that is pinned.</summary>
    Pinned,

    /// <summary>It shows other keys than those that are pinned.</summary>
    Changed,
}
