using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Releases;

namespace TelegramBotStack.Deployment.Diagnosis.Checks;

/// <summary>Whether the host's shell has the tools of a deployment, and its processor is one that .NET knows.</summary>
internal sealed class ToolsCheck : ICheck
{
    public CheckCategory Category => CheckCategory.Host;

    public string Name => "shell and processor";

    public IReadOnlyList<Type> After => [typeof(ConnectionCheck)];

    public IReadOnlyList<Type> Awaiting => [typeof(EngineCheck)];

    public async Task<CheckOutcome> RunAsync(DoctorContext context, CancellationToken cancellationToken)
    {
        var settings = context.Settings;
        var store = await ReleaseStore.OpenAsync(context.Host, settings.Bot.Name, settings.Host.StateDirectory, make: false, cancellationToken);
        context.StateDirectory = store.Directory;
        context.Facts = await HostFacts.ReadAsync(context.Host, store.Directory, context.EngineDirectory, context.Time, cancellationToken);
        return context.Facts.MissingTools is { Count: > 0 } missing
            ? throw HostErrors.ShellMissing(context.Host.Name, string.Join(", ", missing))
            : new CheckOutcome($"POSIX shell on {context.Facts.Machine}", [.. HostHealth.Processor(context.Facts)]);
    }
}
