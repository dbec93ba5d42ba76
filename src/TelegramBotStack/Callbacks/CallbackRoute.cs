using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Telegram.Bot.Types.ReplyMarkups;
using TelegramBotStack.Callbacks;

namespace TelegramBotStack;

/// <summary>
/// A kind of inline button with data of a type: made here, handled by
/// <see cref="CallbackExtensions.Callback{T}(BotHandlers, CallbackRoute{T}, Func{UpdateContext, T, Task}, Action{HandlerOptions})"/>.
/// </summary>
/// <typeparam name="T">What a button carries.</typeparam>
/// <example><code>
/// static readonly CallbackRoute&lt;int&gt; Vote = new("vote");
///
/// bot.Command("poll", context => context.ReplyAsync("Tea?", new InlineKeyboardMarkup(Vote.Button("Yes", 1), Vote.Button("No", 0))));
/// bot.Callback(Vote, (context, choice) => context.AnswerAsync($"You chose {choice}."));
/// </code></example>
public sealed class CallbackRoute<T>
{
    private readonly Func<T, string> _format;

    /// <summary>A kind of button whose data is a text, number, bool, id, date, time, duration or enum.</summary>
    /// <param name="name">1 to 32 letters, digits, <c>_</c>, <c>-</c> and <c>.</c>; short names leave more room for data.</param>
    /// <exception cref="ArgumentException">The name is malformed.</exception>
    /// <exception cref="NotSupportedException">The type has no text form; give its JSON form to the other constructor.</exception>
    public CallbackRoute(string name)
        : this(name, CallbackPayload.Format, text => CallbackPayload.TryParse<T>(text, out var value) ? (true, value) : (false, default!))
        => Arguments.ValueText.Of(typeof(T));

    /// <summary>A kind of button whose data is an object.</summary>
    /// <param name="name">1 to 32 letters, digits, <c>_</c>, <c>-</c> and <c>.</c>.</param>
    /// <param name="json">How it becomes JSON, from a <see cref="System.Text.Json.Serialization.JsonSerializerContext"/>.</param>
    /// <exception cref="ArgumentException">The name is malformed.</exception>
    public CallbackRoute(string name, JsonTypeInfo<T> json)
        : this(name, value => JsonSerializer.Serialize(value, json), text => Read(text, json))
    {
    }

    internal CallbackRoute(string name, Func<T, string> format, Func<string, (bool, T)> parse)
    {
        Name = CallbackData.CheckName(name);
        _format = format;
        Parse = parse;
    }

    /// <summary>What tells these buttons from others.</summary>
    public string Name { get; }

    /// <summary>For how long data of over 64 bytes is kept. Default: 30 days.</summary>
    public TimeSpan KeepFor { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Reads what a button carries; false when it is none of these, as when an older release made the button.</summary>
    internal Func<string, (bool IsRead, T Value)> Parse { get; }

    /// <summary>Makes a button whose name and data have at most 64 bytes together, as Telegram demands.</summary>
    /// <param name="text">What the user sees.</param>
    /// <param name="data">What the handler gets when it is pressed.</param>
    /// <exception cref="ArgumentException">The data is too long; <see cref="ButtonAsync"/> keeps it in the storage.</exception>
    public InlineKeyboardButton Button(string text, T data)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        var written = CallbackData.Write(Name, _format(data));
        return CallbackData.Fits(written)
            ? InlineKeyboardButton.WithCallbackData(text, written)
            : throw new ArgumentException(
                $"The data of the button '{text}' has over {CallbackData.MaximumBytes} bytes. Use ButtonAsync, which keeps it in the storage.", nameof(data));
    }

    /// <summary>Makes a button with data of any length; what does not fit into it is kept in the storage for <see cref="KeepFor"/>.</summary>
    /// <param name="context">The update that is being answered.</param>
    /// <param name="text">What the user sees.</param>
    /// <param name="data">What the handler gets when it is pressed. After its time the user is told that the button is too old.</param>
    public async Task<InlineKeyboardButton> ButtonAsync(UpdateContext context, string text, T data)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentException.ThrowIfNullOrEmpty(text);
        var payload = _format(data);
        var written = CallbackData.Write(Name, payload);
        return InlineKeyboardButton.WithCallbackData(
            text,
            CallbackData.Fits(written)
                ? written
                : await LongCallbackData.KeepAsync(context.Storage, Name, payload, KeepFor, context.CancellationToken).ConfigureAwait(false));
    }

    private static (bool, T) Read(string text, JsonTypeInfo<T> json)
    {
        try
        {
            return JsonSerializer.Deserialize(text, json) is { } value ? (true, value) : (false, default!);
        }
        catch (JsonException)
        {
            return (false, default!);
        }
    }
}
