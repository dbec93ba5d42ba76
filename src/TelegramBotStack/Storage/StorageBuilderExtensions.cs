using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.DependencyInjection;
using TelegramBotStack.Storage;

namespace TelegramBotStack;

/// <summary>Chooses where a bot keeps what it remembers, and how its values become JSON.</summary>
public static class StorageBuilderExtensions
{
    /// <summary>
    /// Offers a storage by a name, and uses it unless a later call chooses another or the setting
    /// <c>BOTSTACK_STORAGE</c> names one.
    /// </summary>
    /// <param name="builder">The bot that is being described.</param>
    /// <param name="name">What the setting and a migration call it: <c>mongo</c>, for example.</param>
    /// <param name="create">Makes it, once, when it is needed for the first time; disposed with the bot.</param>
    public static BotApplicationBuilder UseStorage(
        this BotApplicationBuilder builder, string name, Func<IServiceProvider, IStorageBackend> create)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(create);
        builder.Services.AddSingleton(new NamedStorage(name, create));
        return builder;
    }

    /// <summary>
    /// Says how the bot's own types become JSON without reflection, as a trimmed or natively compiled bot needs it. May be
    /// called several times; the first context that knows a type is used.
    /// </summary>
    /// <param name="builder">The bot that is being described.</param>
    /// <param name="context">A <see cref="System.Text.Json.Serialization.JsonSerializerContext"/> of the bot.</param>
    public static BotApplicationBuilder UseJson(this BotApplicationBuilder builder, IJsonTypeInfoResolver context)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(context);
        builder.Services.AddSingleton(new JsonSource(context));
        return builder;
    }
}
