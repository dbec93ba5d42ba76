using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Diagnosis.Checks;

/// <summary>Whether the directory for the bot's releases can be written, and what is in it can be read.</summary>
internal sealed class StateCheck : ICheck
{
    public CheckCategory Category => CheckCategory.Host;

    public string Name => "state directory";

    public IReadOnlyList<Type> After => [typeof(EngineCheck), typeof(ToolsCheck)];

    public async Task<CheckOutcome> RunAsync(DoctorContext context, CancellationToken cancellationToken)
    {
        context.State = await context.Session.Store.ReadAsync(cancellationToken);
        return context.Facts.State is { IsWritable: false }
            ? new CheckOutcome("", HostFindings.StateDirectory(context.StateDirectory))
            : new CheckOutcome($"{context.StateDirectory}, {context.State.Releases.Count} releases");
    }
}
