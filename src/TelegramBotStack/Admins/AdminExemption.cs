namespace TelegramBotStack.Admins;

/// <summary>Administrators are exempt from limits that say so.</summary>
internal sealed class AdminExemption : IRateLimitExemption
{
    public ValueTask<bool> IsExemptAsync(UpdateContext context) => ValueTask.FromResult(context.IsAdmin);
}
