using System.Net;
using Telegram.Bot.Requests.Abstractions;

namespace TelegramBotStack.Outgoing;

/// <summary>
/// A request with files that can be sent again: the client closes the streams of what it has sent. A stream that cannot
/// go back is read into memory.
/// </summary>
internal sealed class RepeatableRequest<TResponse>(IRequest<TResponse> request) : IRequest<TResponse>, IDisposable
{
    private HttpContent? _content;

    public HttpMethod HttpMethod => request.HttpMethod;

    public string MethodName => request.MethodName;

    public bool IsWebhookResponse
    {
        get => request.IsWebhookResponse;
        set => request.IsWebhookResponse = value;
    }

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        _content = request.ToHttpContent();
        if (_content is { Headers.ContentLength: null })
        {
            await _content.LoadIntoBufferAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public HttpContent? ToHttpContent() => _content is null ? null : new Kept(_content);

    public void Dispose() => _content?.Dispose();

    private sealed class Kept : HttpContent
    {
        private readonly HttpContent _content;

        public Kept(HttpContent content)
        {
            _content = content;
            foreach (var header in content.Headers)
            {
                // The length is told by TryComputeLength.
                if (header.Key.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
                {
                    continue;
                }

                Headers.TryAddWithoutValidation(header.Key, header.Value);
            }
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
            => _content.CopyToAsync(stream, context);

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
            => _content.CopyToAsync(stream, context, cancellationToken);

        protected override bool TryComputeLength(out long length)
        {
            length = _content.Headers.ContentLength ?? 0;
            return _content.Headers.ContentLength is not null;
        }
    }
}
