using System.Text.Json;

namespace TelegramBotStack.Deployment.Images;

/// <summary>The Dockerfiles of a bot's two layers: what rarely changes, and the bot itself.</summary>
internal static class Dockerfiles
{
    /// <summary>The user the bot runs as; Microsoft's images call it <c>app</c>.</summary>
    public const int UserId = 1654;

    public const string DependenciesFolder = "deps";

    public const string AppFolder = "app";

    public static string Dependencies(string baseImage) => $"""
        FROM {baseImage}
        COPY --chown={UserId}:{UserId} data/ /data/
        COPY {DependenciesFolder}/ /app/
        WORKDIR /app
        ENV BOTSTACK_DATA=/data DOTNET_EnableDiagnostics=0
        USER {UserId}:{UserId}

        """;

    public static string App(string dependenciesImage, string entryAssembly)
    {
        var entry = JsonSerializer.Serialize(entryAssembly);
        return $"""
            FROM {dependenciesImage}
            COPY {AppFolder}/ /app/
            HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 CMD ["dotnet", {entry}, "--health"]
            ENTRYPOINT ["dotnet", {entry}]

            """;
    }
}
