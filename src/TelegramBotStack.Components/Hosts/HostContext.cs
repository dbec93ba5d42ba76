using TelegramBotStack.Components.Deploying;
using TelegramBotStack.Components.Output;
using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Hosts;

namespace TelegramBotStack.Components.Hosts;

/// <summary>What a target works with that gets a host ready.</summary>
/// <param name="Host">The host.</param>
/// <param name="DeployFile">The file that names it; null when the command line does.</param>
/// <param name="Prompts">How questions are answered.</param>
/// <param name="Screen">Where it is shown.</param>
/// <param name="Yes">Whether every question is answered with yes.</param>
internal sealed record HostContext(HostSettings Host, string? DeployFile, SshPrompts Prompts, Screen Screen, bool Yes)
{
    /// <summary>Whether deploy.yaml wants backups at certain times, which the host's cron makes.</summary>
    public bool HasSchedule { get; init; }

    public static async Task<HostContext> LoadAsync(IHazHost build, Screen screen, CancellationToken cancellationToken)
    {
        string root = build.RootDirectory;
        string? file = null;
        HostSettings host;
        var hasSchedule = false;
        if (build.DeployHost is null)
        {
            var settings = await Deployment.Configuration.DeployFile.LoadAsync(root, build.DeployTo, cancellationToken).ConfigureAwait(false);
            host = settings.Host;
            hasSchedule = settings.Backup.Schedule is not null;
            file = FileOf(root, build.DeployTo);
        }
        else
        {
            host = Parameters(build).Resolve(root);
        }

        foreach (var note in host.Notes)
        {
            screen.Note($"~/.ssh/config: {note}");
        }

        return new HostContext(host, file, HostPrompts.For(screen, build.Yes), screen, build.Yes) { HasSchedule = hasSchedule };
    }

    /// <summary>The host of the command line; <c>ada@example.org</c> says who logs in, too.</summary>
    public static HostParameters Parameters(IHazHost build) => new()
    {
        Address = build.DeployHost?.Split('@')[^1],
        User = build.DeployHost?.LastIndexOf('@') is > 0 and var at ? build.DeployHost[..at] : build.DeployUser,
        Port = build.DeployPort,
        Key = build.DeployKey,
        Auth = build.DeployAuth,
    };

    /// <summary>The file of an environment, where its host is written.</summary>
    public static string FileOf(string root, string? environment) =>
        Path.Combine(root, environment is null ? "deploy.yaml" : $"deploy.{environment}.yaml");

    /// <summary>Asks a question that <c>--yes</c> answers; where nobody can be asked the answer is no.</summary>
    public async Task<bool> ConfirmAsync(string question, CancellationToken cancellationToken, bool isUsual = true) =>
        Yes || (HostPrompts.IsPersonThere && await HostPrompts.ConfirmAsync(question, isUsual, cancellationToken).ConfigureAwait(false));
}
