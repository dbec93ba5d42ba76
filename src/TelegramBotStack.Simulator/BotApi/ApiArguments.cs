using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace TelegramBotStack.Simulator.BotApi;

/// <summary>
/// The arguments of a call, from query, form, multipart or JSON. As on the server each is a text; a JSON value that is
/// no string keeps its JSON form, so that <c>{"chat_id":7}</c> and <c>chat_id=7</c> are the same.
/// </summary>
internal sealed class ApiArguments
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _files = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string> Values => _values;

    /// <summary>The argument, or an empty text: the server does not tell the two apart.</summary>
    public string this[string name] => _values.GetValueOrDefault(name, "");

    public static async Task<ApiArguments> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var arguments = new ApiArguments();
        foreach (var (name, values) in request.Query)
        {
            arguments._values[name] = values.ToString();
        }

        if (request.HasFormContentType)
        {
            var form = await request.ReadFormAsync(cancellationToken).ConfigureAwait(false);
            foreach (var (name, values) in form)
            {
                arguments._values[name] = values.ToString();
            }

            foreach (var file in form.Files)
            {
                using var reader = new StreamReader(file.OpenReadStream());
                arguments._files[file.Name] = await reader.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        else if (request.HasJsonContentType())
        {
            await arguments.AddJsonAsync(request.Body, cancellationToken).ConfigureAwait(false);
        }

        return arguments;
    }

    /// <summary>The arguments of a call that is the answer of a webhook.</summary>
    public static async Task<ApiArguments> ReadJsonAsync(byte[] json, CancellationToken cancellationToken)
    {
        var arguments = new ApiArguments();
        using var body = new MemoryStream(json);
        await arguments.AddJsonAsync(body, cancellationToken).ConfigureAwait(false);
        return arguments;
    }

    /// <summary>The text of an uploaded file, or an empty text.</summary>
    public string FileText(string name)
        => _files.GetValueOrDefault(this[name].StartsWith("attach://", StringComparison.Ordinal) ? this[name][9..] : name, "");

    /// <summary>A number as the server reads it: leading digits count, anything else is 0, absent is the default.</summary>
    public int Integer(string name, int absent = 0)
        => _values.TryGetValue(name, out var text) && text.Length > 0 ? (int)ParseLeading(text) : absent;

    public long Long(string name) => ParseLeading(this[name]);

    public bool Flag(string name) => this[name].ToUpperInvariant() is "TRUE" or "YES" or "1";

    private static long ParseLeading(string text)
    {
        var length = text.StartsWith('-') ? 1 : 0;
        while (length < text.Length && char.IsAsciiDigit(text[length]))
        {
            length++;
        }

        return long.TryParse(text.AsSpan(0, length), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : 0;
    }

    private async Task AddJsonAsync(Stream body, CancellationToken cancellationToken)
    {
        try
        {
            using var document = await JsonDocument.ParseAsync(body, default, cancellationToken).ConfigureAwait(false);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw ApiException.BadRequest("can't parse JSON object");
            }

            foreach (var property in document.RootElement.EnumerateObject())
            {
                _values[property.Name] = property.Value.ValueKind == JsonValueKind.String
                    ? property.Value.GetString()!
                    : property.Value.GetRawText();
            }
        }
        catch (JsonException)
        {
            throw ApiException.BadRequest("can't parse JSON object");
        }
    }
}
