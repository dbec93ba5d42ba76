using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Diagnosis.Checks;

/// <summary>Whether the host has room for releases and data.</summary>
internal sealed class DiskCheck : ICheck
{
    public CheckCategory Category => CheckCategory.Host;

    public string Name => "disk";

    public IReadOnlyList<Type> After => [typeof(ToolsCheck)];

    public Task<CheckOutcome> RunAsync(DoctorContext context, CancellationToken cancellationToken)
    {
        var room = context.Facts.Engine ?? context.Facts.State;
        return Task.FromResult(new CheckOutcome(
            room is null ? "not known" : $"{BotFindings.Bytes(room.FreeBytes)} of {BotFindings.Bytes(room.TotalBytes)} free",
            [.. HostHealth.Disk(context.Facts, context.StateDirectory, context.EngineDirectory)]));
    }
}
