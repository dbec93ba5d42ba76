using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Hosts;

namespace TelegramBotStack.Deployment.Setup;

/// <summary>Runs constant scripts on a host as root: directly, or through sudo with or without a password.</summary>
internal sealed class RootShell
{
    private readonly IHost host;
    private readonly string? password;
    private readonly Way way;

    private RootShell(IHost host, Way way, string? password = null)
    {
        this.host = host;
        this.way = way;
        this.password = password;
    }

    private enum Way
    {
        Root,
        Sudo,
        SudoWithPassword,
    }

    /// <summary>Who is logged in, such as <c>root</c>.</summary>
    public string User { get; private set; } = "root";

    /// <summary>Whether root itself is logged in.</summary>
    public bool IsRoot => way == Way.Root;

    /// <summary>How messages call the host.</summary>
    public string HostName => host.Name;

    /// <summary>Finds out how one becomes root there.</summary>
    /// <exception cref="DeploymentException">One cannot, or the password is wrong.</exception>
    public static async Task<RootShell> OpenAsync(IHost host, SshPrompts prompts, CancellationToken cancellationToken)
    {
        const string script = """
            id -un
            if [ "$(id -u)" = 0 ]; then echo root
            elif ! command -v sudo >/dev/null; then echo none
            elif sudo -n true 2>/dev/null; then echo sudo
            else echo password
            fi
            """;
        var found = (await host.RunAsync(new HostCommand(script), cancellationToken)).Output.Split('\n');
        var shell = found.ElementAtOrDefault(1) switch
        {
            "root" => new RootShell(host, Way.Root),
            "sudo" => new RootShell(host, Way.Sudo),
            "password" => await WithPasswordAsync(host, found[0], prompts, cancellationToken),
            _ => throw SetupErrors.NoRoot(host.Name, found[0]),
        };
        shell.User = found[0];
        return shell;
    }

    /// <summary>Runs a script to its end.</summary>
    /// <param name="script">Constant POSIX sh text without single quotes.</param>
    /// <param name="lines">What it reads from its standard input.</param>
    /// <param name="timeout">How long it may take; default 60 s.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<HostCommandResult> RunAsync(
        string script, IEnumerable<string> lines, TimeSpan? timeout, CancellationToken cancellationToken) =>
        await host.RunAsync(
            new HostCommand(AsRoot(script), HostScripts.Lines(WithPassword(lines)), timeout ?? TimeSpan.FromSeconds(60)), cancellationToken);

    /// <summary>Runs a script that takes long, and passes its lines on while it runs.</summary>
    /// <returns>Its exit code, and its last lines.</returns>
    public async Task<(int ExitCode, string LastLines)> FollowAsync(
        string script, Action<string> onLine, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, host.ConnectionLost);
        limit.CancelAfter(timeout);
        var last = new Queue<string>();
        try
        {
            await using var process = await host.StartAsync(new HostCommand(AsRoot(script), HostScripts.Lines(WithPassword([]))), limit.Token);
            while (await process.Output.ReadLineAsync(limit.Token) is { } line)
            {
                onLine(line);
                last.Enqueue(line);
                if (last.Count > 8)
                {
                    last.Dequeue();
                }
            }

            return (await process.Exited.WaitAsync(limit.Token), string.Join('\n', last));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw host.ConnectionLost.IsCancellationRequested ? HostErrors.ConnectionLost(host.Name) : HostErrors.CommandTimedOut(host.Name, timeout);
        }
    }

    private static async Task<RootShell> WithPasswordAsync(
        IHost host, string user, SshPrompts prompts, CancellationToken cancellationToken)
    {
        var password = PasswordFromVariable.Read(HostConnection.PasswordVariable);
        if (string.IsNullOrEmpty(password))
        {
            password = prompts.Password is { } ask ? await ask($"{host.Name} (sudo)", cancellationToken) : null;
        }

        if (string.IsNullOrEmpty(password))
        {
            throw SetupErrors.NoRoot(host.Name, user);
        }

        var shell = new RootShell(host, Way.SudoWithPassword, password);
        var result = await shell.RunAsync("id -u", [], timeout: null, cancellationToken);
        return result.ExitCode == 0 && result.Output.Trim() == "0" ? shell : throw SetupErrors.SudoRefused(host.Name, user);
    }

    private IEnumerable<string> WithPassword(IEnumerable<string> lines) => password is null ? lines : lines.Prepend(password);

    // With -k sudo asks even when it was given the password a moment ago, so that the first line is always for it.
    private string AsRoot(string script) => script.Contains('\'')
        ? throw new ArgumentException("A script for root holds no single quote.", nameof(script))
        : way switch
        {
            Way.Root => script,
            Way.Sudo => $"exec sudo -n -- sh -c '{script}'",
            _ => $"exec sudo -k -S -p \"\" -- sh -c '{script}'",
        };
}
