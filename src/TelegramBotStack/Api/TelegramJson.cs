using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Telegram.Bot;
using TelegramBotStack.Polling;

namespace TelegramBotStack.Api;

/// <summary>How Telegram.Bot reads and writes, ready to be asked for a type.</summary>
internal static class TelegramJson
{
    public static JsonSerializerOptions Options { get; } = Prepare(JsonBotAPI.Options);

    /// <summary>How a type of the Bot API is read and written.</summary>
    public static JsonTypeInfo<T> TypeOf<T>() => (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));

    /// <summary>Without reflection, as in a trimmed program, Telegram.Bot brings what is needed for its own calls; else it is filled in at first use.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Only where reflection is on.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Only where reflection is on.")]
    private static JsonSerializerOptions Prepare(JsonSerializerOptions options)
    {
        if (options.TypeInfoResolver is null && JsonSerializer.IsReflectionEnabledByDefault)
        {
            options.MakeReadOnly(populateMissingResolver: true);
        }
        else if (!options.IsReadOnly)
        {
            options.TypeInfoResolverChain.Add(PollingJson.Default);
        }

        return options;
    }
}
