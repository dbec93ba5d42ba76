using System.Globalization;
using System.Text;
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
    private readonly Dictionary<string, UploadedFile> _files = new(StringComparer.Ordinal);

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
                using var content = new MemoryStream();
                await file.CopyToAsync(content, cancellationToken).ConfigureAwait(false);
                arguments._files[file.Name] = new UploadedFile(file.FileName, content.ToArray());
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
    public string FileText(string name) => File(name) is { } file ? Encoding.UTF8.GetString(file.Content.Span) : "";

    /// <summary>The file that was uploaded under this name, or under the one that <c>attach://</c> names; null when there is none.</summary>
    public UploadedFile? File(string name)
    {
        const string Attached = "attach://";
        var text = this[name];
        return _files.GetValueOrDefault(text.StartsWith(Attached, StringComparison.Ordinal) ? text[Attached.Length..] : name);
    }

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

/// <summary>A file in a multipart request.</summary>
internal sealed record UploadedFile(string Name, ReadOnlyMemory<byte> Content);
