namespace TelegramBotStack.Deployment.Hosts;

/// <summary>The key of a host that was never met before.</summary>
/// <param name="HostName">How messages call the host.</param>
/// <param name="Algorithm">Type of the key, such as <c>ssh-ed25519</c>.</param>
/// <param name="Fingerprint">Its fingerprint as OpenSSH prints it: <c>SHA256:…</c>.</param>
public sealed record UnknownHostKey(string HostName, string Algorithm, string Fingerprint);

/// <summary>What a person is asked while connecting. Whatever is not set is not asked, and fails instead.</summary>
public sealed record SshPrompts
{
    /// <summary>Nobody is asked anything, as on a build server.</summary>
    public static SshPrompts None { get; } = new();

    /// <summary>Whether the key of a host that was never met may be trusted from now on.</summary>
    public Func<UnknownHostKey, CancellationToken, Task<bool>>? AcceptHostKey { get; init; }

    /// <summary>The passphrase of the key file at the given path; null when the person gives up.</summary>
    public Func<string, CancellationToken, Task<string?>>? Passphrase { get; init; }

    /// <summary>The password for the host of the given name; null when the person gives up.</summary>
    public Func<string, CancellationToken, Task<string?>>? Password { get; init; }

    /// <summary>The same questions, but none is asked a second time: several connections may need one answer.</summary>
    public SshPrompts AskingOnce() => this with { Passphrase = Once(Passphrase), Password = Once(Password) };

    private static Func<string, CancellationToken, Task<string?>>? Once(Func<string, CancellationToken, Task<string?>>? ask)
    {
        if (ask is null)
        {
            return null;
        }

        var answers = new Dictionary<string, string?>(StringComparer.Ordinal);
        return async (about, cancellationToken) =>
        {
            if (!answers.TryGetValue(about, out var answer))
            {
                answers[about] = answer = await ask(about, cancellationToken);
            }

            return answer;
        };
    }
}
