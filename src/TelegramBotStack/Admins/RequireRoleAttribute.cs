namespace TelegramBotStack;

/// <summary>The handler is only for those who have a role, and administrators; <see cref="AdminsExtensions.RequireRole"/>.</summary>
/// <param name="role">The role.</param>
public sealed class RequireRoleAttribute(string role) : HandlerAttribute
{
    /// <summary>The role.</summary>
    public string Role => role;

    /// <inheritdoc/>
    public override void Apply(HandlerOptions options) => options.RequireRole(role);
}
