using TelegramBotStack.Deployment.Hosts;

namespace TelegramBotStack.Deployment.Diagnosis.Checks;

/// <summary>
/// Whether the host can be reached: its name, its port, its pinned key and the login each have an error of their own. A key
/// that is seen for the first time is not pinned by looking.
/// </summary>
internal sealed class ConnectionCheck : ICheck
{
    public CheckCategory Category => CheckCategory.Ssh;

    public string Name => "connection";

    public IReadOnlyList<Type> After => [typeof(ConfigurationCheck)];

    public async Task<CheckOutcome> RunAsync(DoctorContext context, CancellationToken cancellationToken)
    {
        var started = context.Time.GetTimestamp();
        context.Host = await HostConnection.OpenAsync(
            context.Settings.Host, context.Request.Operation.Prompts with { AcceptHostKey = null }, cancellationToken);
        return context.Settings.Host.IsLocal
            ? new CheckOutcome("this machine")
            : new CheckOutcome(FormattableString.Invariant(
                $"{context.Host.Name}, logged in after {context.Time.GetElapsedTime(started).TotalMilliseconds:0} ms"));
    }
}
