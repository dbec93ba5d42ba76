using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Diagnosis.Checks;

/// <summary>Whether what starts a build on every system is there.</summary>
internal sealed class BootstrapperCheck : ICheck
{
    private static readonly string[] Wanted = ["build.sh", "build.ps1", "build.cmd", "global.json"];

    public CheckCategory Category => CheckCategory.Files;

    public string Name => "bootstrappers";

    public Task<CheckOutcome> RunAsync(DoctorContext context, CancellationToken cancellationToken) => Task.FromResult(new CheckOutcome(
        string.Join(", ", Wanted),
        [.. Wanted.Where(file => !File.Exists(Path.Combine(context.Directory, file))).Select(RepositoryFindings.NoBootstrapper)]));
}
