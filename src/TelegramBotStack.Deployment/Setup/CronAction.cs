namespace TelegramBotStack.Deployment.Setup;

/// <summary>The program that runs others at set times, for backups on a schedule.</summary>
internal sealed class CronAction : ISetupAction
{
    private const string Look = "command -v cron || command -v crond";

    private const string Apt = """
        packages=cron
        optional=

        """;

    private const string Dnf = """
        exec 2>&1 </dev/null
        dnf -y install cronie && systemctl enable --now crond
        """;

    public string Name => "cron";

    public async Task<SetupFinding> CheckAsync(SetupHost host, CancellationToken cancellationToken) =>
        await host.AskAsync(Look, cancellationToken) is { } path ? SetupFinding.Right(path) : SetupFinding.Missing("install it");

    public Task ApplyAsync(SetupHost host, CancellationToken cancellationToken) => host.Distribution.Source == PackageSource.Apt
        ? Packages.AptAsync(host, Apt, cancellationToken)
        : Packages.RunAsync(host, Dnf, cancellationToken);

    /// <summary>The scripts, for a test of their syntax.</summary>
    internal static IEnumerable<string> Scripts => [Look, Dnf];
}
