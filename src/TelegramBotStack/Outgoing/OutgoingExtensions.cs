using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace TelegramBotStack;

/// <summary>How a bot sends.</summary>
public static class OutgoingExtensions
{
    /// <summary>Changes how fast the bot sends and how often it tries.</summary>
    /// <param name="builder">The bot.</param>
    /// <param name="change">Gets the options so far and returns those to use.</param>
    /// <exception cref="ArgumentOutOfRangeException">A rate is below 1 message, or a time is negative.</exception>
    public static BotApplicationBuilder ConfigureOutgoing(
        this BotApplicationBuilder builder, Func<OutgoingOptions, OutgoingOptions> change)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(change);
        var before = builder.Services.LastOrDefault(service => service.ServiceType == typeof(OutgoingOptions))?.ImplementationInstance;
        var options = change(before as OutgoingOptions ?? new OutgoingOptions()).Validated();
        builder.Services.Replace(ServiceDescriptor.Singleton(options));
        return builder;
    }
}
