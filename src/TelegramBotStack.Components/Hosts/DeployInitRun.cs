using TelegramBotStack.Components.Deploying;
using TelegramBotStack.Components.Output;
using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Hosts;
using TelegramBotStack.Deployment.Operations;

namespace TelegramBotStack.Components.Hosts;

/// <summary>From nothing to a deploy.yaml whose host was tried: trust, login, Docker, and only then the file.</summary>
internal sealed class DeployInitRun(IDeployInit build, Screen screen)
{
    // What a scaffolded deploy.yaml has in the place of a server.
    private const string Placeholder = "server.example.org";

    private readonly SshPrompts prompts = HostPrompts.For(screen, build.Yes);

    private string Root => build.RootDirectory;

    public async Task<object?> RunAsync(CancellationToken cancellationToken)
    {
        var file = HostContext.FileOf(Root, build.DeployTo);
        var text = File.Exists(file) ? await File.ReadAllTextAsync(file, cancellationToken).ConfigureAwait(false) : null;
        var parameters = HostContext.Parameters(build);
        if (text is not null && parameters.Keys.Count == 0 && !(text.Contains(Placeholder, StringComparison.Ordinal) && HostPrompts.IsPersonThere))
        {
            return await CheckAsync(cancellationToken).ConfigureAwait(false);
        }

        if (text is null || text.Contains(Placeholder, StringComparison.Ordinal))
        {
            parameters = await AddressAsync(parameters, cancellationToken).ConfigureAwait(false);
        }
        else if (!await AgreesAsync(file, cancellationToken).ConfigureAwait(false))
        {
            throw InitErrors.NotChanged(Path.GetFileName(file));
        }

        using var draft = new InitDraft(Root, build.DeployTo, text ?? NewText());
        draft.Set(parameters.Keys);
        return await TryAsync(draft, text is null ? "written" : "changed", cancellationToken).ConfigureAwait(false);
    }

    private async Task<object?> CheckAsync(CancellationToken cancellationToken)
    {
        var context = await DeployContext.LoadAsync(build, screen, cancellationToken).ConfigureAwait(false);
        var report = await DeployInit.RunAsync(context.Settings, context.Request, cancellationToken).ConfigureAwait(false);
        Show(report);
        return report;
    }

    private async Task<object?> TryAsync(InitDraft draft, string done, CancellationToken cancellationToken)
    {
        await TrustAsync(draft, cancellationToken).ConfigureAwait(false);
        var probe = await LogInAsync(draft, cancellationToken).ConfigureAwait(false);
        screen.Labelled("Login", $"{probe.Host} lets you in");
        if (probe.DockerVersion is null)
        {
            probe = await OfferSetupAsync(draft, probe, cancellationToken).ConfigureAwait(false);
        }

        var name = Path.GetFileName(draft.File);
        var settings = await draft.CommitAsync(cancellationToken).ConfigureAwait(false);
        screen.Labelled("Config", $"{name} was {done}; commit it with deploy.known_hosts");
        if (probe.DockerVersion is null)
        {
            screen.Headline($"{probe.Host} has no Docker Engine that answers yet. Next: ./build.sh HostSetup", good: true);
            return new { File = name, probe.Host, probe.DockerVersion, probe.DockerProblem };
        }

        var report = await DeployInit.RunAsync(settings, new OperationRequest { Prompts = prompts }, cancellationToken).ConfigureAwait(false);
        Show(report);
        return new { File = name, report.Host, report.Bot, report.DockerVersion, report.Architecture, report.StateDirectory };
    }

    private async Task TrustAsync(InitDraft draft, CancellationToken cancellationToken)
    {
        var host = draft.Host;
        if (!host.IsLocal)
        {
            await HostTrust.RunAsync(
                host, again: false, (hop, stop) => TrustScreen.AskAsync(Context(host), hop, stop), prompts, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<HostProbeReport> LogInAsync(InitDraft draft, CancellationToken cancellationToken)
    {
        var host = draft.Host;
        var wantsPassword = host.Auth == HostAuthentication.Password;
        if (!wantsPassword && await HostProbe.RunAsync(host, keysOnly: true, prompts, cancellationToken).ConfigureAwait(false) is { } opened)
        {
            return opened;
        }

        if (!wantsPassword && await Context(host).ConfirmAsync(
            $"No key of yours opens {host.Name}. Install one with the password?", cancellationToken).ConfigureAwait(false))
        {
            var request = new SshKeyRequest { NewPassphrase = NewPassphrase.Ask(build.Yes) };
            var key = await SshKeySetup.RunAsync(host, request, prompts, cancellationToken).ConfigureAwait(false);
            screen.Labelled("Key", $"{key.KeyFile} {(key.Created ? "was made and" : "was there, and")} opens {key.Host} now");
            draft.Set([KeyValuePair.Create("key", KeyPath.Short(key.KeyFile))]);
        }

        return (await HostProbe.RunAsync(draft.Host, keysOnly: false, prompts, cancellationToken).ConfigureAwait(false))!;
    }

    private async Task<HostProbeReport> OfferSetupAsync(InitDraft draft, HostProbeReport probe, CancellationToken cancellationToken)
    {
        screen.Labelled("Docker", probe.DockerProblem!);
        var host = draft.Host;
        if (!await Context(host).ConfirmAsync("Let HostSetup install and start it now?", cancellationToken).ConfigureAwait(false))
        {
            return probe;
        }

        await HostSetup.RunAsync(host, new HostSetupRequest(), prompts, new DeploymentScreen(screen), cancellationToken).ConfigureAwait(false);
        return (await HostProbe.RunAsync(host, keysOnly: false, prompts, cancellationToken).ConfigureAwait(false))!;
    }

    private static async Task<HostParameters> AddressAsync(HostParameters parameters, CancellationToken cancellationToken)
    {
        if (parameters.Address is not null)
        {
            return parameters;
        }

        var answer = HostPrompts.IsPersonThere
            ? await HostPrompts.AskAsync("Server, such as root@203.0.113.5:", isSecret: false, cancellationToken).ConfigureAwait(false)
            : null;
        return string.IsNullOrWhiteSpace(answer)
            ? throw InitErrors.NoHost()
            : parameters with
            {
                Address = answer.Trim().Split('@')[^1],
                User = answer.LastIndexOf('@') is > 0 and var at ? answer.Trim()[..at] : parameters.User,
            };
    }

    private Task<bool> AgreesAsync(string file, CancellationToken cancellationToken) =>
        Context(new HostSettings()).ConfirmAsync($"Change the host in {Path.GetFileName(file)}?", cancellationToken);

    private string NewText()
    {
        if (build.DeployTo is not null)
        {
            return "";
        }

        var project = BotProject.Find(Root, build.BotProject);
        var name = Scaffolding.BotName.Parse(build.BotName ?? Path.GetFileNameWithoutExtension(project)).Slug;
        return NewDeployFile.Text(name, project);
    }

    private void Show(InitReport report)
    {
        screen.Labelled(
            report.DockerVersion.Length > 0 ? "Docker" : "systemd", $"{report.DockerVersion} on {report.Architecture}".TrimStart());
        screen.Labelled("State", report.StateDirectory);
        screen.Headline($"{report.Host} can take {report.Bot}. Next: ./build.sh DeployUp", good: true);
    }

    private HostContext Context(HostSettings host) => new(host, DeployFile: null, prompts, screen, build.Yes);
}
