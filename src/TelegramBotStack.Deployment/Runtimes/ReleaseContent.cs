using TelegramBotStack.Deployment.Images;
using TelegramBotStack.Deployment.Publishing;
using TelegramBotStack.Deployment.Releases;

namespace TelegramBotStack.Deployment.Runtimes;

/// <summary>What a release is made of on its way to the host.</summary>
internal sealed record ReleaseContent
{
    /// <summary>What was published; null when an earlier release's program is used again.</summary>
    public PublishedApp? App { get; init; }

    /// <summary>The repository, for a Dockerfile of the user's own; null for the stack's own image.</summary>
    public SourceContext? Source { get; init; }

    /// <summary>The image the bot's layers are built on.</summary>
    public required string BaseImage { get; init; }

    /// <summary>A release with the same program that the host should have; null when there is none.</summary>
    public Release? Same { get; init; }

    /// <summary>The values of the secrets. Never printed.</summary>
    public required IReadOnlyDictionary<string, string> Secrets { get; init; }
}
