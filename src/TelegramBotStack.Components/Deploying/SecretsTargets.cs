using System.Globalization;
using Spectre.Console;
using TelegramBotStack.Components.Output;
using TelegramBotStack.Deployment.Encryption;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Operations;
using TelegramBotStack.Deployment.Secrets;

namespace TelegramBotStack.Components.Deploying;

/// <summary>What the targets for secrets do: one call, then what came of it and what to type next.</summary>
internal static class SecretsTargets
{
    public const string NoNameCode = "TBS1121";

    public static async Task<object?> SetAsync(ISecrets build, Screen screen, CancellationToken cancellationToken)
    {
        HostPrompts.StopEcho();
        var name = NameOf(build);
        var report = await SecretsSet.RunAsync(
            PlaceOf(build), name, InputOf(build, name), screen.Note, cancellationToken).ConfigureAwait(false);
        screen.Headline(
            report.Changed
                ? $"{name} is stored in {report.File}, for {Count(report.Recipients, "recipient")}. Next: ./build.sh SecretsPush{To(build)} (or DeployUp)"
                : $"{name} in {report.File} has this value already; nothing was changed.",
            good: true);
        return report;
    }

    public static async Task<object?> RemoveAsync(ISecrets build, Screen screen, CancellationToken cancellationToken)
    {
        var report = await SecretsRemove.RunAsync(PlaceOf(build), NameOf(build), cancellationToken).ConfigureAwait(false);
        screen.Headline(
            $"{report.Name} is removed from {report.File}; the host keeps it until ./build.sh SecretsPush{To(build)}. "
            + "The repository's history still has it, encrypted.",
            good: true);
        return report;
    }

    public static async Task<object?> RotateAsync(ISecrets build, Screen screen, CancellationToken cancellationToken)
    {
        var report = await SecretsRotate.RunAsync(
            PlaceOf(build), build.RecipientAdd ?? [], build.RecipientRemove ?? [], cancellationToken).ConfigureAwait(false);
        if (report.Recipient is { } recipient)
        {
            screen.Note($"Your key is {recipient} now; the old one stays in the identity file, for what was encrypted for it elsewhere.");
        }

        if (report.Removed || report.Recipient is not null)
        {
            screen.Note("What is in the repository's history can still be read with the old key: if it is in wrong hands, change the secrets at their source.");
        }

        screen.Headline(
            report.Files.Count == 0
                ? "Nothing had to be encrypted again."
                : $"Encrypted again: {string.Join(", ", report.Files)}. Next: commit it; the host is not affected.",
            good: true);
        return report;
    }

    public static async Task<object?> KeyAsync(ISecrets build, Screen screen, CancellationToken cancellationToken)
    {
        var report = await SecretsKey.RunAsync(
            PlaceOf(build) with { Identity = new IdentityFile(build.SecretsIdentity is { } path ? Path.GetFullPath(path) : null) }, cancellationToken).ConfigureAwait(false);
        screen.Labelled("Key", report.Recipient);
        screen.Labelled("From", report.From + (report.Created ? " (made just now; keep a copy outside the repository)" : ""));
        screen.Headline("This key may be shown to anybody. Who can read the secrets adds it: ./build.sh SecretsRotate --recipient-add KEY", good: true);
        return report;
    }

    public static async Task<object?> ListAsync(DeployContext context, CancellationToken cancellationToken)
    {
        var report = await SecretsList.RunAsync(context.Settings, context.Request, cancellationToken).ConfigureAwait(false);
        var screen = context.Screen;
        var table = new Table().Border(TableBorder.None);
        foreach (var column in (string[])["secret", "value", "from", $"on {report.Host}"])
        {
            table.AddColumn(new TableColumn($"[grey]{Markup.Escape(column)}[/]").NoWrap());
        }

        foreach (var secret in report.Secrets)
        {
            table.AddRow(
                Markup.Escape(secret.Name), secret.AtHand ? "••••••" : secret.From is null ? "-" : "missing",
                Markup.Escape(secret.From ?? "-"), OnHost(secret.OnHost));
        }

        if (report.Secrets.Count > 0)
        {
            screen.Write(table);
        }

        foreach (var secret in report.Secrets.Where(secret => secret.Missing is not null))
        {
            screen.Note($"{secret.Name}: {secret.Missing}");
        }

        foreach (var file in report.Files)
        {
            screen.Note($"{file.File} can be read by {string.Join(", ", file.Recipients.Select(who => who.Note is null ? who.Key : $"{who.Note} ({who.Key})"))}");
        }

        if (report.HostProblem is { } problem)
        {
            screen.Note($"{report.Host} could not be asked: {problem}");
        }

        screen.Headline(Conclude(report), good: report.Secrets.All(secret => secret.AtHand || secret.From is null));
        return report;
    }

    private static string Conclude(SecretsListReport report)
    {
        var missing = report.Secrets.Count(secret => secret is { AtHand: false, From: not null });
        var differ = report.Secrets.Count(secret => secret.OnHost is SecretOnHost.Changed or SecretOnHost.NotThere or SecretOnHost.OnlyThere);
        return $"{Count(report.Secrets.Count, "secret")} of {report.Bot}" + (missing, differ, report.Secrets.Count) switch
        {
            (_, _, 0) => ". Next: ./build.sh SecretsSet --secret-name BOT_TOKEN",
            ( > 0, _, _) => $", {missing} missing here.",
            (_, > 0, _) => $", {differ} not as on {report.Host}. Next: ./build.sh SecretsPush",
            _ when report.Release is null => ".",
            _ => $", as on {report.Host}.",
        };
    }

    private static string OnHost(SecretOnHost state) => state switch
    {
        SecretOnHost.Same => "the same",
        SecretOnHost.Changed => "[yellow]another value[/]",
        SecretOnHost.NotThere => "[yellow]not there yet[/]",
        SecretOnHost.StaysHere => "stays here",
        SecretOnHost.OnlyThere => "[yellow]only there[/]",
        _ => "[grey]not known[/]",
    };

    private static SecretsPlace PlaceOf(ISecrets build) => new(build.RootDirectory, build.DeployTo);

    private static string NameOf(ISecrets build) => build.SecretName ?? throw new DeploymentException(
        NoNameCode, "Which secret? None was named.", "Add --secret-name, such as --secret-name BOT_TOKEN.", ExitCode.BadUsage);

    private static SecretInput InputOf(ISecrets build, string name) =>
        build.SecretFile is { } file ? SecretInput.FromFile(Path.GetFullPath(file))
        : !HostPrompts.IsPersonThere ? SecretInput.FromStandardInput(Console.OpenStandardInput())
        : SecretInput.Typed(cancellationToken => HostPrompts.AskAsync(
            $"Value of {name} (not shown; for one of several lines use --secret-file):", isSecret: true, cancellationToken));

    private static string To(ISecrets build) => build.DeployTo is { } environment ? $" --deploy-to {environment}" : "";

    private static string Count(int number, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} {what}{(number == 1 ? "" : "s")}");
}
