using System.Net.Sockets;
using Renci.SshNet;
using Renci.SshNet.Common;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Hosts.Ssh;

/// <summary>Connects and logs in, and says in our words why it could not.</summary>
/// <param name="settings">Where to, and with what.</param>
/// <param name="prompts">How a person is asked.</param>
/// <param name="route">The way there through jump hosts, if there are any.</param>
internal sealed class SshConnector(SshSettings settings, SshPrompts prompts, JumpRoute? route = null)
{
    private static readonly TimeSpan StallLimit = TimeSpan.FromMinutes(10);

    private readonly KnownHosts knownHosts = new(settings.KnownHostsFile);

    private IReadOnlyList<AuthenticationMethod> methods = [];

    /// <summary>Whether the server, when it refused, said that it would take a password.</summary>
    private bool TakesPassword => methods.Any(method =>
        method.AllowedAuthentications?.Any(name => name is "password" or "keyboard-interactive") == true);

    public async Task<SshClient> ConnectAsync(CancellationToken cancellationToken)
    {
        using var keys = new SshKeys(settings, prompts);
        var sources = await keys.FindAsync(cancellationToken);
        var password = settings.PasswordVariable is { } variable ? PasswordFromVariable.Read(variable) : null;
        if (sources.Count > 0 || password is not null)
        {
            try
            {
                return await ConnectAsync(sources, password, keys.Names, cancellationToken);
            }
            catch (DeploymentException) when (TakesPassword && password is null && prompts.Password is not null)
            {
                // The person is asked below.
            }
        }

        password ??= prompts.Password is null ? null : await prompts.Password(settings.Name, cancellationToken);
        return string.IsNullOrEmpty(password)
            ? throw HostErrors.NothingToLogInWith(settings.Name)
            : await ConnectAsync([], password, keys.Names, cancellationToken);
    }

    private async Task<SshClient> ConnectAsync(
        IReadOnlyList<IPrivateKeySource> keys, string? password, List<string> tried, CancellationToken cancellationToken)
    {
        var known = await KnownAsync(cancellationToken);
        for (var mayAsk = true; ; mayAsk = false)
        {
            var client = new SshClient(Information(keys, password));
            var check = new HostKeyCheck(settings, knownHosts, known);
            check.Attach(client);
            try
            {
                await OpenAsync(client, cancellationToken);
                return client;
            }
            catch (Exception exception)
            {
                client.Dispose();
                if (check.Refused is null || !mayAsk)
                {
                    throw Translate(exception, password is null ? tried : [.. tried, "password"], cancellationToken);
                }
            }

            await check.DecideAsync(prompts, cancellationToken);
            known = await KnownAsync(cancellationToken);
        }
    }

    private Task<IReadOnlyList<KnownKey>> KnownAsync(CancellationToken cancellationToken) =>
        knownHosts.FindAsync(settings.KnownAs.Host, settings.KnownAs.Port, cancellationToken);

    private async Task OpenAsync(SshClient client, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(settings.ConnectTimeout);

        // SSH.NET blocks while it shakes hands.
        var connecting = Task.Run(() => client.ConnectAsync(limit.Token), limit.Token);
        await connecting.WaitAsync(limit.Token);

        // From here on SSH.NET's limit is for a server that takes no more data, such as an engine busy unpacking.
        client.ConnectionInfo.Timeout = StallLimit;
    }

    private ConnectionInfo Information(IReadOnlyList<IPrivateKeySource> keys, string? password)
    {
        var ways = new List<AuthenticationMethod>();
        if (keys.Count > 0)
        {
            ways.Add(new PrivateKeyAuthenticationMethod(settings.User, [.. keys]));
        }

        if (password is not null)
        {
            ways.Add(new PasswordAuthenticationMethod(settings.User, password));
            var interactive = new KeyboardInteractiveAuthenticationMethod(settings.User);
            interactive.AuthenticationPrompt += (_, question) =>
            {
                // Only a question whose answer may not be seen is for the password.
                foreach (var prompt in question.Prompts)
                {
                    prompt.Response = prompt.IsEchoed ? "" : password;
                }
            };
            ways.Add(interactive);
        }

        methods = ways;
        var (host, port) = route?.Entrance ?? (settings.Host, settings.Port);
        return new ConnectionInfo(host, port, settings.User, [.. ways])
        {
            Timeout = settings.ConnectTimeout,
        };
    }

    internal Exception Translate(Exception exception, IEnumerable<string> tried, CancellationToken cancellationToken)
    {
        switch (exception)
        {
            case OperationCanceledException when cancellationToken.IsCancellationRequested:
                return exception;
            case OperationCanceledException or SshOperationTimeoutException:
                return TimedOut(exception);
            case SocketException socket:
                return Translate(socket);
            case SshAuthenticationException:
                return HostErrors.LoginRefused(settings.Name, string.Join(", ", tried), exception);
            case SshException or IOException or ObjectDisposedException:
                return exception.InnerException is SocketException inner
                    ? Translate(inner)
                    : NoGreeting(exception.Message.TrimEnd('.') + ".", exception);
            default:
                return exception;
        }
    }

    private DeploymentException Translate(SocketException exception) => exception.SocketErrorCode switch
    {
        SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData or SocketError.NoRecovery =>
            HostErrors.NameNotResolved(settings.Host, exception),
        SocketError.ConnectionRefused => HostErrors.PortClosed(settings.Host, settings.Port, exception),
        SocketError.TimedOut or SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.HostDown =>
            TimedOut(exception),
        _ => NoGreeting(exception.Message, exception),
    };

    // SSH.NET does not pass on what a jump host says; the forwarded port is closed before anything was heard.
    private DeploymentException NoGreeting(string reason, Exception exception) => route is null
        ? HostErrors.NotAnSshServer(settings.Host, settings.Port, reason, exception)
        : HostErrors.JumpRefused(route.LastName, settings.Host, settings.Port, exception);

    private DeploymentException TimedOut(Exception exception) =>
        HostErrors.ConnectTimedOut(settings.Host, settings.Port, settings.ConnectTimeout, exception);
}
