using System.Buffers.Text;
using System.Text;

namespace TelegramBotStack.Arguments;

/// <summary>
/// What <c>/start</c> brings along: <c>name</c>, <c>name_payload</c> as a person writes it, or <c>name-…</c> with the payload
/// in base64url, as <see cref="Write"/> makes it.
/// </summary>
internal sealed class DeepLinkRoutes
{
    // Bot API: Deep linking. A-Z, a-z, 0-9, _ and -, up to 64 of them.
    private const int MaximumLength = 64;
    private readonly Dictionary<string, Func<UpdateContext, string, Task>> _handlers = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Names => _handlers.Keys;

    public void Add(string name, Func<UpdateContext, string, Task> handler)
    {
        if (!_handlers.TryAdd(CheckName(name), handler))
        {
            throw new ArgumentException($"The deep link '{name}' has a handler.", nameof(name));
        }
    }

    public Func<UpdateContext, Task>? Find(UpdateContext context)
    {
        if (_handlers.Count == 0 || context.Command != "start" || context.Arguments is not [var start])
        {
            return null;
        }

        var end = start.AsSpan().IndexOfAny('_', '-');
        var name = end < 0 ? start : start[..end];
        return _handlers.TryGetValue(name, out var handler) && Payload(start, end) is { } payload
            ? update => handler(update, payload)
            : null;
    }

    public static string Write(string name, string payload)
    {
        var start = payload.Length == 0
            ? CheckName(name)
            : $"{CheckName(name)}-{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload))}";
        return start.Length <= MaximumLength
            ? start
            : throw new ArgumentException(
                $"The link '{name}' has {start.Length} characters, and Telegram takes {MaximumLength}. Keep the payload in the storage, and link to its key.",
                nameof(payload));
    }

    private static string? Payload(string start, int end)
    {
        if (end < 0 || start[end] == '_')
        {
            return end < 0 ? "" : start[(end + 1)..];
        }

        try
        {
            return Encoding.UTF8.GetString(Base64Url.DecodeFromChars(start.AsSpan(end + 1)));
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static string CheckName(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return name.Length <= 32 && name.All(char.IsAsciiLetterOrDigit)
            ? name
            : throw new ArgumentException($"'{name}' is no name for a deep link: 1 to 32 letters and digits.", nameof(name));
    }
}
