using Nuke.Common.Tooling;

namespace Nuke.Common.Tools.DotNet;

/// <summary>The .NET command line: <c>DotNet("publish src/Bot -c Release")</c>. NUKE's settings classes are not part of the embedded engine.</summary>
public static class DotNetTasks
{
    /// <summary>Path of <c>dotnet</c>: the one that runs the build, else the one in PATH.</summary>
    public static string DotNetPath => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : ToolPathResolver.GetPathExecutable("dotnet");

    /// <summary>Runs <c>dotnet</c> and waits for its end, which must be a good one.</summary>
    /// <inheritdoc cref="Tool"/>
    /// <exception cref="ProcessException">The exit code is not 0.</exception>
    public static IReadOnlyCollection<Output> DotNet(
        ArgumentStringHandler arguments,
        string? workingDirectory = null,
        IReadOnlyDictionary<string, string>? environmentVariables = null,
        int? timeout = null,
        bool? logOutput = null,
        bool? logInvocation = null,
        Action<OutputType, string>? logger = null,
        Action<IProcess>? exitHandler = null) =>
        ToolResolver.GetTool(DotNetPath)(arguments, workingDirectory, environmentVariables, timeout, logOutput, logInvocation, logger, exitHandler);
}
