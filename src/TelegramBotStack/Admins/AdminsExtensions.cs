using Microsoft.Extensions.DependencyInjection;
using TelegramBotStack.Admins;

namespace TelegramBotStack;

/// <summary>A bot with administrators and other roles; docs/users.md.</summary>
public static class AdminsExtensions
{
    /// <summary>
    /// Brings administrators (<see cref="IRoles"/>) with <c>/list_users</c>, <c>/list_admins</c>, <c>/add_admin</c>,
    /// <c>/remove_admin</c> and <c>/decline_admin</c>, and <see cref="UsersExtensions.UseUsers"/>. The first administrators are
    /// those of the setting <c>BOT_ADMINS</c>.
    /// </summary>
    /// <param name="builder">The bot that is being described.</param>
    /// <param name="configure">Says more. Default: nothing.</param>
    public static BotApplicationBuilder UseAdmins(this BotApplicationBuilder builder, Action<AdminsOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (configure is not null)
        {
            builder.Services.Configure(configure);
        }

        return builder.AddModule(new AdminsModule());
    }

    /// <summary>Lets only administrators use the handler; others are told so. It is in the menu and the help of administrators only.</summary>
    /// <param name="options">The handler's options.</param>
    public static HandlerOptions AdminsOnly(this HandlerOptions options) => options.RequireRole(IRoles.Admin);

    /// <summary>Lets only those use the handler who have a role, and administrators; others are told so.</summary>
    /// <param name="options">The handler's options.</param>
    /// <param name="role">The role, given with <see cref="IRoles.GrantAsync"/>.</param>
    public static HandlerOptions RequireRole(this HandlerOptions options, string role)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrWhiteSpace(role);
        options.Metadata.Add(new RequiredRole(role));
        return options.Use(async (context, next) =>
        {
            if (context.HasRole(role))
            {
                await next().ConfigureAwait(false);
            }
            else
            {
                await RefuseAsync(context, role).ConfigureAwait(false);
            }
        });
    }

    extension(UpdateContext context)
    {
        /// <summary>True when who caused the update is an administrator; false without <see cref="UseAdmins"/>.</summary>
        public bool IsAdmin => context.HasRole(IRoles.Admin);

        /// <summary>Tells whether who caused the update has a role, or is an administrator; false without <see cref="UseAdmins"/>.</summary>
        /// <param name="role">The role.</param>
        public bool HasRole(string role)
            => context.User is { } user && context.Services.GetService<IRoles>()?.Has(user.Id, role) == true;
    }

    private static async Task RefuseAsync(UpdateContext context, string role)
    {
        var text = context.Localize(role == IRoles.Admin ? "admins.only" : "admins.role_only", ("role", role));
        if (context.Update.CallbackQuery is not null)
        {
            await context.AnswerAsync(text, alert: true).ConfigureAwait(false);
        }
        else if (context.Chat is not null)
        {
            await context.ReplyAsync(text).ConfigureAwait(false);
        }
    }
}
