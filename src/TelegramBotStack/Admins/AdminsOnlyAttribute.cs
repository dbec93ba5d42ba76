namespace TelegramBotStack;

/// <summary>The handler is for administrators only; <see cref="AdminsExtensions.AdminsOnly"/>.</summary>
public sealed class AdminsOnlyAttribute : HandlerAttribute
{
    /// <inheritdoc/>
    public override void Apply(HandlerOptions options) => options.AdminsOnly();
}
