using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TelegramBotStack.Broadcasts;
using TelegramBotStack.Storage;

namespace TelegramBotStack;

/// <summary>Messages to many chats.</summary>
public static class BroadcastExtensions
{
    /// <summary>Changes the settings of broadcasts.</summary>
    /// <param name="builder">The bot.</param>
    /// <param name="settings">The settings.</param>
    public static BotApplicationBuilder ConfigureBroadcasts(this BotApplicationBuilder builder, BroadcastSettings settings)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(settings);
        builder.Services.Replace(ServiceDescriptor.Singleton(settings));
        return builder;
    }

    extension(UpdateContext context)
    {
        /// <summary>The bot's broadcasts.</summary>
        public BotBroadcasts Broadcasts => context.Services.GetRequiredService<BotBroadcasts>();

        /// <summary>
        /// Begins a broadcast, once however often the update is delivered, and shows in the chat of this update how far it has
        /// got; see <see cref="BotBroadcasts"/>. At most one for an update.
        /// </summary>
        /// <param name="message">What to send.</param>
        /// <param name="chats">To whom.</param>
        /// <returns>The broadcast; it survives a crash from now on.</returns>
        public Task<BroadcastReport> BroadcastAsync(BroadcastMessage message, IAsyncEnumerable<long> chats)
            => context.Broadcasts.StartAsync(
                message,
                chats,
                context.Chat?.Id,
                context.Language,
                string.Create(CultureInfo.InvariantCulture, $"botstack/broadcast-once/{context.Update.Id}"),
                context.CancellationToken);
    }

    internal static void AddBroadcasts(this IServiceCollection services)
    {
        services.TryAddSingleton(new BroadcastSettings());
        services.AddSingleton(new JsonSource(BroadcastJson.Default));
        services.AddSingleton<BroadcastSignal>();
        services.AddSingleton<BroadcastStore>();
        services.AddSingleton(provider => new BotBroadcasts(
            provider.GetRequiredService<BroadcastStore>(),
            provider.GetRequiredService<BroadcastSignal>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddHostedService<Broadcaster>();
    }
}
