using System.Globalization;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Locking;

namespace TelegramBotStack.Deployment.Diagnosis.Checks;

/// <summary>Whether somebody deploys just now.</summary>
internal sealed class LockCheck : ICheck
{
    public CheckCategory Category => CheckCategory.Host;

    public string Name => "lock";

    public IReadOnlyList<Type> After => [typeof(ToolsCheck)];

    public Task<CheckOutcome> RunAsync(DoctorContext context, CancellationToken cancellationToken)
    {
        if (context.Facts.LockHolder is not { } text)
        {
            return Task.FromResult(new CheckOutcome("nobody deploys"));
        }

        var holder = LockHolder.Parse(text);
        var since = holder.Since is { } time ? $", since {time.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture)} UTC" : "";
        return Task.FromResult(new CheckOutcome("", HostFindings.LockHeld(holder.Who, holder.What, since)));
    }
}
