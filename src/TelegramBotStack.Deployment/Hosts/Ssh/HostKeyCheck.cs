using Renci.SshNet;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Hosts.Ssh;

/// <summary>
/// Trusts a host by the keys pinned for it. SSH.NET asks while it shakes hands and cannot wait for a person, so an
/// unknown key ends that connection; once accepted it is pinned, and the next connection finds it.
/// </summary>
internal sealed class HostKeyCheck(SshSettings settings, KnownHosts knownHosts, IReadOnlyList<KnownKey> known)
{
    /// <summary>The key the server showed, when it was not trusted.</summary>
    public byte[]? Refused { get; private set; }

    private IEnumerable<KnownKey> Trusted => known.Where(key => !key.IsRevoked);

    public void Attach(SshClient client)
    {
        PreferKnownTypes(client.ConnectionInfo);
        client.HostKeyReceived += (_, received) =>
        {
            received.CanTrust = known.All(key => !key.IsRevoked || !key.Key.AsSpan().SequenceEqual(received.HostKey))
                && Trusted.Any(key => key.Key.AsSpan().SequenceEqual(received.HostKey));
            Refused = received.CanTrust ? null : received.HostKey;
        };
    }

    /// <summary>Asks about a refused key, and pins it when it is accepted.</summary>
    /// <exception cref="DeploymentException">It was not accepted, or another one is pinned.</exception>
    public async Task DecideAsync(SshPrompts prompts, CancellationToken cancellationToken)
    {
        var algorithm = PublicKeyBlob.TypeOf(Refused);
        var fingerprint = PublicKeyBlob.Fingerprint(Refused);
        var pinned = known.OrderBy(key => key.Type != algorithm).FirstOrDefault();
        if (pinned is not null)
        {
            throw HostErrors.HostKeyChanged(
                settings.Name, algorithm, PublicKeyBlob.Fingerprint(pinned.Key), fingerprint, knownHosts.FilePath, pinned.Line);
        }

        var question = new UnknownHostKey(settings.Name, algorithm, fingerprint);
        if (prompts.AcceptHostKey is null || !await prompts.AcceptHostKey(question, cancellationToken))
        {
            throw HostErrors.HostKeyUnknown(settings.Name, algorithm, fingerprint);
        }

        await knownHosts.AddAsync(settings.KnownAs.Host, settings.KnownAs.Port, Refused!, cancellationToken);
    }

    // A server with several keys must show the one that is pinned, as OpenSSH's client makes it do.
    private void PreferKnownTypes(ConnectionInfo connection)
    {
        var algorithms = connection.HostKeyAlgorithms;
        foreach (var certificate in algorithms.Keys.Where(name => name.Contains("-cert-", StringComparison.Ordinal)).ToList())
        {
            algorithms.Remove(certificate);
        }

        var preferred = Trusted.Select(key => key.Type).Distinct().SelectMany(NamesOf).Where(algorithms.ContainsKey).ToList();
        for (var i = 0; i < preferred.Count; i++)
        {
            algorithms.SetPosition(preferred[i], i);
        }
    }

    private static string[] NamesOf(string type) =>
        type == "ssh-rsa" ? ["rsa-sha2-512", "rsa-sha2-256", "ssh-rsa"] : [type];
}
