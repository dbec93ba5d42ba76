using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Diagnosis.Checks;

/// <summary>Whether one more instance of the bot, such as the next deployment's, finds room in memory.</summary>
internal sealed class MemoryCheck : ICheck
{
    public CheckCategory Category => CheckCategory.Host;

    public string Name => "memory";

    public IReadOnlyList<Type> After => [typeof(ToolsCheck)];

    public Task<CheckOutcome> RunAsync(DoctorContext context, CancellationToken cancellationToken) => Task.FromResult(new CheckOutcome(
        context.Facts.MemoryFreeBytes is { } free ? $"{BotFindings.Bytes(free)} left, {(context.Facts.HasSwap ? "with" : "no")} swap" : "not known",
        [.. HostHealth.Memory(context.Facts, context.Settings.Resources.MemoryBytes)]));
}
