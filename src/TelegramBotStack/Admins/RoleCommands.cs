using System.Globalization;
using TelegramBotStack.Users;

namespace TelegramBotStack.Admins;

/// <summary><c>/grant_role</c> and <c>/revoke_role</c>: roles besides that of administrators.</summary>
internal sealed class RoleCommands(StoredUsers users, StoredRoles roles, BotHandlers handlers)
{
    public Task GrantAsync(UpdateContext context) => ChangeAsync(context, "grant_role", isGranted: true);

    public Task RevokeAsync(UpdateContext context) => ChangeAsync(context, "revoke_role", isGranted: false);

    private async Task ChangeAsync(UpdateContext context, string command, bool isGranted)
    {
        if (context.Arguments is not [var text, var role] || !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            await context.ReplyAsync(context.Localize("roles.usage", ("command", command), ("roles", Known()))).ConfigureAwait(false);
            return;
        }

        var user = await users.FindAsync(id, context.CancellationToken).ConfigureAwait(false);
        var key = role == IRoles.Admin ? "roles.not_admin"
            : isGranted && user is null ? "admins.not_registered"
            : isGranted && !Asked().Contains(role) ? "roles.unknown"
            : await TextOfAsync(context, id, role, isGranted).ConfigureAwait(false);
        await context.ReplyAsync(context.Localize(
            key, ("id", id), ("name", user?.DisplayName ?? text), ("role", role), ("roles", Known()))).ConfigureAwait(false);
    }

    private async Task<string> TextOfAsync(UpdateContext context, long id, string role, bool isGranted)
        => await roles.ChangeAsync(context, id, role, isGranted).ConfigureAwait(false) switch
        {
            RoleResult.AlreadyHeld => "roles.already",
            RoleResult.NotHeld => "roles.not_held",
            _ => isGranted ? "roles.granted" : "roles.revoked",
        };

    /// <summary>The roles that some command asks for: a misspelt one would be given to nobody's use.</summary>
    private IReadOnlyCollection<string> Asked() => [.. handlers.Commands
        .SelectMany(command => command.Options.Metadata.OfType<RequiredRole>())
        .Select(required => required.Role)
        .Where(role => role != IRoles.Admin)
        .Distinct(StringComparer.Ordinal)
        .Order(StringComparer.Ordinal)];

    private string Known() => Asked() is { Count: > 0 } asked ? string.Join(", ", asked) : "–";
}
