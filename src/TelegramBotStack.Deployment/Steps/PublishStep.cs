using System.Globalization;
using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Encryption;
using TelegramBotStack.Deployment.Images;
using TelegramBotStack.Deployment.Publishing;

namespace TelegramBotStack.Deployment.Steps;

/// <summary>Builds the bot for the host's processor on this machine.</summary>
internal sealed class PublishStep(TimeProvider time) : IDeploymentStep
{
    public string Name => "Publish";

    public string Plan(DeploymentRun run) => run.Session.Settings.Dockerfile is { } dockerfile
        ? $"look through the repository for {Path.GetRelativePath(run.Session.Settings.Directory, dockerfile)}, which the host builds"
        : $"build {Path.GetFileName(run.Session.Settings.Bot.Project)} with dotnet publish{(run.Session.Settings.IsNative ? ", to a native program" : "")}";

    public async Task<string?> RunAsync(DeploymentRun run, CancellationToken cancellationToken)
    {
        var session = run.Session;
        if (run.Commit?.EndsWith('+') == true)
        {
            run.Log.Note($"What is deployed is commit {run.Commit[..^1]} with uncommitted changes");
        }

        if (session.Settings.Dockerfile is not null)
        {
            run.Source = await SourceContext.ReadAsync(session.Settings, cancellationToken);
            run.Release = ReleaseMaker.Make(run, time.GetUtcNow());
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{run.Source.Entries.Count(entry => entry.Kind == ContextEntryKind.File)} files of the repository, {run.Source.Bytes / 1024.0:#,0.0} KB, for {run.Source.Dockerfile}");
        }

        var architecture = await session.Runtime.ReadArchitectureAsync(cancellationToken);
        var hidden = session.Settings.Secrets.Values.OfType<EnvironmentSecret>().Select(secret => secret.Variable)
            .Append(IdentityFile.Variable);
        var output = Path.Combine(session.Settings.Directory, ".nuke", "temp", "publish", session.Bot);
        run.App = await DotNetPublish.RunAsync(session.Settings.Bot.Project, architecture, output, FormOf(session.Settings), hidden, cancellationToken);
        run.Release = ReleaseMaker.Make(run, time.GetUtcNow());
        return run.App.IsNative ? Native(run.App) : $"{run.App.App.Files.Count + run.App.Projects.Files.Count} files of the bot, {run.App.Packages.Files.Count} of packages";
    }

    private static PublishForm FormOf(DeploySettings settings) => settings switch
    {
        { Method: DeploymentMethod.Systemd } => PublishForm.SelfContained,
        { IsNative: true } => PublishForm.Native,
        _ => PublishForm.Portable,
    };

    private static string Native(PublishedApp app)
    {
        FileInfo[] files = [.. app.App.Files.Concat(app.Packages.Files).Select(file => new FileInfo(file.Path))];
        var program = files.Single(file => file.Name == app.EntryAssembly);
        return string.Create(CultureInfo.InvariantCulture, $"a native program of {program.Length / 1048576.0:0.0} MB, {files.Length - 1} files beside it");
    }
}
