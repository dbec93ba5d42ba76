namespace TelegramBotStack.Deployment.Sandbox;

/// <summary>What a sandbox should be.</summary>
/// <param name="Directory">Where sandboxes keep their state; each gets a directory with its name in it.</param>
/// <param name="Name">1 to 32 lower-case letters, digits and hyphens; several sandboxes run side by side.</param>
/// <param name="BaseImage">
/// An image of the .NET runtime that the sandbox has when no registry can be reached; null for none.
/// It is assembled from this machine's libraries and .NET runtime.
/// </param>
public sealed record SandboxSettings(
    string Directory,
    string Name = "default",
    string? BaseImage = SandboxSettings.RuntimeImage)
{
    /// <summary>Microsoft's .NET runtime image without shell and package manager.</summary>
    public const string RuntimeImage = "mcr.microsoft.com/dotnet/runtime:10.0-noble-chiseled";

    /// <summary>The same with ASP.NET Core's runtime.</summary>
    public const string AspNetCoreImage = "mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled";

    /// <summary>The same without .NET: what a native program needs.</summary>
    public const string NativeImage = "mcr.microsoft.com/dotnet/runtime-deps:10.0-noble-chiseled";
}
