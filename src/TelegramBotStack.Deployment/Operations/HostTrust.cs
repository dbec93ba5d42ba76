using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Hosts;
using TelegramBotStack.Deployment.Hosts.Ssh;

namespace TelegramBotStack.Deployment.Operations;

/// <summary>Shows the keys of a host and of the jump hosts before it, and pins them in deploy.known_hosts.</summary>
public static class HostTrust
{
    /// <summary>Looks at the keys, hop by hop, and pins those that are accepted.</summary>
    /// <param name="host">The host.</param>
    /// <param name="again">Whether keys that have changed may be pinned in the place of the old ones.</param>
    /// <param name="accept">Asks whether the keys of a hop may be pinned; told only of keys that are new or changed.</param>
    /// <param name="prompts">How questions of the way there are answered.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="DeploymentException">A hop cannot be reached, its keys have changed, or they were not accepted.</exception>
    public static async Task<HostTrustReport> RunAsync(
        HostSettings host,
        bool again,
        Func<HopTrust, CancellationToken, Task<bool>> accept,
        SshPrompts prompts,
        CancellationToken cancellationToken)
    {
        if (host.IsLocal)
        {
            throw KeyErrors.NotOverSsh();
        }

        var settings = HostConnection.Settings(host);
        SshSettings[] hops = [.. settings.Jumps, settings];
        var reports = new List<HopTrust>();
        for (var i = 0; i < hops.Length; i++)
        {
            // A hop is reached through those before it, which are pinned by now.
            var hop = hops[i] with { Jumps = hops[..i] };
            reports.Add(await TrustAsync(hop, again, accept, prompts, cancellationToken));
        }

        return new HostTrustReport(host.KnownHosts, reports);
    }

    private static async Task<HopTrust> TrustAsync(
        SshSettings hop,
        bool again,
        Func<HopTrust, CancellationToken, Task<bool>> accept,
        SshPrompts prompts,
        CancellationToken cancellationToken)
    {
        using var route = await JumpRoute.OpenAsync(hop, prompts, cancellationToken);
        var shown = await new HostKeyScan(hop, route).RunAsync(cancellationToken);
        var file = new KnownHosts(hop.KnownHostsFile);
        var (name, port) = hop.KnownAs;
        var pinned = await file.FindAsync(name, port, cancellationToken);
        var report = Judge(hop.Name, shown, pinned);
        if (report.State == HostTrustState.Pinned)
        {
            return report with { Lines = [.. pinned.Select(key => KnownHosts.LineFor(name, port, key.Key))] };
        }

        if (report.State == HostTrustState.Changed && !again)
        {
            var (old, found) = FirstChange(shown, pinned);
            throw HostErrors.HostKeyChanged(
                hop.Name, old.Type, PublicKeyBlob.Fingerprint(old.Key), PublicKeyBlob.Fingerprint(found), file.FilePath, old.Line);
        }

        if (!await accept(report, cancellationToken))
        {
            var key = report.Keys[0];
            throw HostErrors.HostKeyUnknown(hop.Name, key.Type, key.Fingerprint);
        }

        await file.ReplaceAsync(name, port, shown, cancellationToken);
        return report with { IsNew = true, Lines = [.. shown.Select(key => KnownHosts.LineFor(name, port, key))] };
    }

    /// <summary>Compares what a server shows with what is pinned for it.</summary>
    internal static HopTrust Judge(string name, IReadOnlyList<byte[]> shown, IReadOnlyList<KnownKey> pinned)
    {
        HostKeyState StateOf(byte[] key) =>
            pinned.Any(known => !known.IsRevoked && known.Key.AsSpan().SequenceEqual(key)) ? HostKeyState.Pinned
            : pinned.Any(known => known.IsRevoked && known.Key.AsSpan().SequenceEqual(key)) ? HostKeyState.Changed
            : pinned.Any(known => known.Type == PublicKeyBlob.TypeOf(key)) ? HostKeyState.Changed
            : HostKeyState.New;

        HostKey[] keys =
        [
            .. shown.Select(key => new HostKey(
                PublicKeyBlob.TypeOf(key),
                PublicKeyBlob.Fingerprint(key),
                StateOf(key),
                pinned.FirstOrDefault(known => known.Type == PublicKeyBlob.TypeOf(key)) is { } old ? PublicKeyBlob.Fingerprint(old.Key) : null)),
        ];
        var state = pinned.Count == 0 ? HostTrustState.New
            : keys.Any(key => key.State == HostKeyState.Changed) || keys.All(key => key.State != HostKeyState.Pinned) ? HostTrustState.Changed
            : HostTrustState.Pinned;
        return new HopTrust(name, state, keys);
    }

    private static (KnownKey Old, byte[] Found) FirstChange(IReadOnlyList<byte[]> shown, IReadOnlyList<KnownKey> pinned)
    {
        foreach (var key in shown)
        {
            if (pinned.FirstOrDefault(known => known.Type == PublicKeyBlob.TypeOf(key)) is { } old
                && (old.IsRevoked || !old.Key.AsSpan().SequenceEqual(key)))
            {
                return (old, key);
            }
        }

        return (pinned[0], shown[0]);
    }
}
