namespace TelegramBotStack.Deployment.Diagnosis.Checks;

/// <summary>Whether the host's clock is right: by Telegram's when Telegram was asked, else by this machine's.</summary>
internal sealed class ClockCheck : ICheck
{
    public CheckCategory Category => CheckCategory.Host;

    public string Name => "clock";

    public IReadOnlyList<Type> After => [typeof(ToolsCheck)];

    public IReadOnlyList<Type> Awaiting => [typeof(TokenCheck)];

    public Task<CheckOutcome> RunAsync(DoctorContext context, CancellationToken cancellationToken) => Task.FromResult(new CheckOutcome(
        context.AheadOfTelegram is null ? "the same as here" : "the same as Telegram's",
        [.. HostHealth.Clock(context.Facts, context.AheadOfTelegram)]));
}
