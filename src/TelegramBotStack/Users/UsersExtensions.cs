using Microsoft.Extensions.DependencyInjection;
using TelegramBotStack.Users;

namespace TelegramBotStack;

/// <summary>A bot that knows its users; docs/users.md.</summary>
public static class UsersExtensions
{
    /// <summary>
    /// Remembers who writes to the bot (<see cref="IUsers"/>), and brings <c>/start</c>, <c>/status</c>, <c>/my_id</c>, and
    /// what <see cref="CommandMenuExtensions.UseCommandMenu"/> brings.
    /// </summary>
    /// <param name="builder">The bot that is being described.</param>
    /// <param name="configure">Says more. Default: nothing.</param>
    public static BotApplicationBuilder UseUsers(this BotApplicationBuilder builder, Action<UsersOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (configure is not null)
        {
            builder.Services.Configure(configure);
        }

        return builder.AddModule(new UsersModule());
    }

    extension(UpdateContext context)
    {
        /// <summary>
        /// Who caused the update, as the bot remembers them; null for one the bot does not know, such as a member of a group
        /// who has never written to the bot itself.
        /// </summary>
        public BotUser? Person => context.Features.Get<BotUser>();
    }
}
