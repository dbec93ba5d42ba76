using Renci.SshNet;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Hosts.Ssh;

/// <summary>
/// Asks a server for each of its keys, as ssh-keyscan does: a server shows one key in a handshake, so there is one
/// handshake for each type, ended before anything is sent.
/// </summary>
internal sealed class HostKeyScan(SshSettings settings, JumpRoute? route)
{
    private static readonly string[][] Types = [["ssh-ed25519"], ["ecdsa-sha2-nistp256"], ["rsa-sha2-512", "rsa-sha2-256"]];

    /// <summary>The keys that the server shows, the strongest first.</summary>
    /// <exception cref="DeploymentException">It cannot be reached, or shows none.</exception>
    public async Task<IReadOnlyList<byte[]>> RunAsync(CancellationToken cancellationToken)
    {
        var results = await Task.WhenAll(Types.Select(type => AskAsync(type, cancellationToken)));
        byte[][] keys = [.. results.Select(result => result.Key).OfType<byte[]>()];
        return keys.Length > 0
            ? keys
            : throw new SshConnector(settings, SshPrompts.None, route).Translate(results[0].Failure!, [], cancellationToken);
    }

    private async Task<(byte[]? Key, Exception? Failure)> AskAsync(string[] algorithms, CancellationToken cancellationToken)
    {
        var (host, port) = route?.Entrance ?? (settings.Host, settings.Port);
        var connection = new ConnectionInfo(host, port, settings.User, new NoneAuthenticationMethod(settings.User))
        {
            Timeout = settings.ConnectTimeout,
        };
        foreach (var other in connection.HostKeyAlgorithms.Keys.Except(algorithms).ToList())
        {
            connection.HostKeyAlgorithms.Remove(other);
        }

        byte[]? key = null;
        using var client = new SshClient(connection);
        client.HostKeyReceived += (_, received) =>
        {
            key = received.HostKey;
            received.CanTrust = false;
        };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(settings.ConnectTimeout);
        try
        {
            await Task.Run(() => client.ConnectAsync(limit.Token), limit.Token).WaitAsync(limit.Token);
            return (key, null);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // A key ends the handshake, and so does a server without one of this type.
            return (key, exception);
        }
    }
}
