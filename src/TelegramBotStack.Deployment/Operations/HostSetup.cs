using System.Diagnostics;
using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Docker;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Hosts;
using TelegramBotStack.Deployment.Setup;

namespace TelegramBotStack.Deployment.Operations;

/// <summary>Makes a fresh server ready for bots. What is right is left alone, so that it may be run at any time.</summary>
public static class HostSetup
{
    /// <summary>Sets the host up.</summary>
    /// <param name="host">The host. Who logs in must be root, or be allowed to use sudo.</param>
    /// <param name="request">What it shall have.</param>
    /// <param name="prompts">How questions are answered; sudo's password is asked for like the user's.</param>
    /// <param name="log">Told what is done.</param>
    /// <param name="cancellationToken">Stops after what is under way; the next run goes on from there.</param>
    /// <exception cref="DeploymentException">Something could not be made right.</exception>
    public static async Task<HostSetupReport> RunAsync(
        HostSettings host, HostSetupRequest request, SshPrompts prompts, IDeploymentLog log, CancellationToken cancellationToken)
    {
        request.Check();
        await using var connection = await HostConnection.OpenAsync(host, prompts, cancellationToken);
        var root = await RootShell.OpenAsync(connection, prompts, cancellationToken);
        var distribution = await Distribution.FindAsync(connection, cancellationToken);
        log.Note($"{connection.Name} runs {distribution.Name}; {(root.IsRoot ? "logged in as root" : $"{root.User} uses sudo")}");
        var target = new SetupHost(connection, root, distribution, log.Note);
        var done = new List<SetupResult>();
        foreach (var action in Actions(request, root.User))
        {
            done.Add(await RunAsync(action, target, request.DryRun, log, cancellationToken));
        }

        var user = request.DeployUser ?? root.User;
        if (!request.DryRun)
        {
            await TryDockerAsync(host with { User = host.IsLocal ? host.User : user }, root.User, prompts, log, cancellationToken);
        }

        return new HostSetupReport(connection.Name, distribution.Name, user, done);
    }

    /// <summary>What is looked at, in order. Swap comes last: a host that can have none is ready otherwise.</summary>
    internal static IEnumerable<ISetupAction> Actions(HostSetupRequest request, string login)
    {
        yield return new DockerEngineAction();
        yield return new DockerServiceAction();
        if (request.LogLimit is { } limit)
        {
            yield return new LogLimitAction(limit);
        }

        if ((request.DeployUser ?? login) is not "root" and var user)
        {
            yield return new DeployUserAction(user);
            yield return new StateDirectoryAction(user);
        }

        if (request.NeedsCron)
        {
            yield return new CronAction();
        }

        if (request.SwapMegabytes is { } size)
        {
            yield return new SwapAction(size);
        }
    }

    private static async Task<SetupResult> RunAsync(
        ISetupAction action, SetupHost host, bool dryRun, IDeploymentLog log, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        log.StepStarted(action.Name);
        try
        {
            var found = await action.CheckAsync(host, cancellationToken);
            var state = found.State;
            if (state == SetupState.Missing && !dryRun)
            {
                await action.ApplyAsync(host, cancellationToken);
                found = await action.CheckAsync(host, cancellationToken);
                state = found.State == SetupState.Right ? SetupState.Changed
                    : throw SetupErrors.StillMissing(host.Host.Name, action.Name, found.What);
            }

            var words = state switch
            {
                SetupState.Right => $"right already: {found.What}",
                SetupState.Missing => $"would {found.What}",
                SetupState.Changed => $"changed: {found.What}",
                _ => $"left out: {found.What}",
            };
            log.StepDone(action.Name, Stopwatch.GetElapsedTime(started), words);
            return new SetupResult(action.Name, state, found.What);
        }
        catch
        {
            log.StepFailed(action.Name, Stopwatch.GetElapsedTime(started));
            throw;
        }
    }

    // As the user who will deploy, on a connection of its own: rights in a group count from the next login on.
    private static async Task TryDockerAsync(
        HostSettings host, string login, SshPrompts prompts, IDeploymentLog log, CancellationToken cancellationToken)
    {
        if (host.Auth == HostAuthentication.Password && host.User != login)
        {
            log.Note($"{host.User} has no password, so the login was not tried; install a key with SshKey first");
            return;
        }

        await using var connection = await HostConnection.OpenAsync(host, prompts, cancellationToken);
        using var docker = DockerConnection.Open(connection);
        var version = await DockerConnection.CallAsync(connection, () => docker.System.GetVersionAsync(cancellationToken));
        log.Note($"Docker Engine {version.Version} answers {connection.Name}");
    }
}

/// <summary>What a host has now.</summary>
/// <param name="Host">The host.</param>
/// <param name="Distribution">What it runs.</param>
/// <param name="User">Who shall deploy there.</param>
/// <param name="Results">What was looked at, in order.</param>
public sealed record HostSetupReport(string Host, string Distribution, string User, IReadOnlyList<SetupResult> Results);

/// <summary>One thing that was looked at.</summary>
/// <param name="Name">What it is.</param>
/// <param name="State">What was done about it.</param>
/// <param name="What">What is there; in a dry run, what would be done.</param>
public sealed record SetupResult(string Name, SetupState State, string What);
