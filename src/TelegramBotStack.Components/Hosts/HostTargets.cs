using TelegramBotStack.Components.Deploying;
using TelegramBotStack.Components.Output;
using TelegramBotStack.Deployment.Keys;
using TelegramBotStack.Deployment.Operations;
using TelegramBotStack.Deployment.Setup;

namespace TelegramBotStack.Components.Hosts;

/// <summary>What the targets do that get a host ready: one call, then what came of it and what to type next.</summary>
internal static class HostTargets
{
    public static Task RunAsync(IHazHost build, Func<HostContext, CancellationToken, Task<object?>> action) =>
        TargetRun.RunAsync(build, build.Json, async (screen, cancellationToken) =>
        {
            var context = await HostContext.LoadAsync(build, screen, cancellationToken).ConfigureAwait(false);
            return await action(context, cancellationToken).ConfigureAwait(false);
        });

    public static async Task<object?> KeyAsync(HostContext context, string? file, SshKeyType type, CancellationToken cancellationToken)
    {
        var request = new SshKeyRequest
        {
            KeyFile = file is null ? null : KeyPath.Full(file),
            Type = type,
            NewPassphrase = NewPassphrase.Ask(context.Yes),
        };
        var report = await SshKeySetup.RunAsync(context.Host, request, context.Prompts, cancellationToken).ConfigureAwait(false);
        var screen = context.Screen;
        screen.Labelled("Key", $"{report.KeyFile} {(report.Created ? "was made" : "was there already")}, {report.Fingerprint}");
        screen.Labelled("Host", report.Installed ? "the key was added to ~/.ssh/authorized_keys" : "the key is in ~/.ssh/authorized_keys already");
        await NameKeyAsync(context, report.KeyFile, cancellationToken).ConfigureAwait(false);
        screen.Headline($"{report.Host} lets the key in; no password is needed any more. Next: ./build.sh HostSetup", good: true);
        screen.Note("To let nobody in by password: docs/hosts.md, SshKey");
        return report;
    }

    public static async Task<object?> TrustAsync(HostContext context, bool again, CancellationToken cancellationToken)
    {
        var screen = context.Screen;
        var report = await HostTrust.RunAsync(
            context.Host, again, (hop, stop) => TrustScreen.AskAsync(context, hop, stop), context.Prompts, cancellationToken).ConfigureAwait(false);
        foreach (var hop in report.Hops.Where(hop => !hop.IsNew))
        {
            TrustScreen.Show(screen, hop);
        }

        foreach (var line in report.Hops.SelectMany(hop => hop.Lines))
        {
            screen.Labelled("Pinned", line);
        }

        screen.Headline(
            report.Hops.Any(hop => hop.IsNew)
                ? $"Pinned in {Path.GetFileName(report.KnownHosts)}; commit it, so that build servers know the host too. Next: ./build.sh DeployInit"
                : "The keys are pinned already; nothing was changed.",
            good: true);
        return report;
    }

    public static async Task<object?> SetupAsync(HostContext context, HostSetupRequest request, CancellationToken cancellationToken)
    {
        var screen = context.Screen;
        var report = await HostSetup.RunAsync(
            context.Host, request with { NeedsCron = context.HasSchedule }, context.Prompts, new DeploymentScreen(screen), cancellationToken).ConfigureAwait(false);
        screen.Line();
        if (request.DryRun)
        {
            screen.Headline("Nothing was changed. Without --dry-run this is what happens.", good: true);
            return report;
        }

        if (!context.Host.IsLocal && report.User != context.Host.User)
        {
            await HostInFile.OfferAsync(context, "user", report.User, cancellationToken).ConfigureAwait(false);
        }

        var changed = report.Results.Count(result => result.State == SetupState.Changed);
        screen.Headline(
            $"{report.Host} is ready: {(changed == 0 ? "all was right already" : $"{changed} of {report.Results.Count} things were changed")}. Next: ./build.sh {(context.DeployFile is null ? "DeployInit" : "DeployUp")}",
            good: true);
        return report;
    }

    private static async Task NameKeyAsync(HostContext context, string keyFile, CancellationToken cancellationToken)
    {
        if (context.Host.Key != keyFile)
        {
            await HostInFile.OfferAsync(context, "key", KeyPath.Short(keyFile), cancellationToken).ConfigureAwait(false);
        }
    }
}
