namespace Nuke.Common.Tooling;

/// <summary>A program as a function: waits for its end, which must be a good one, and returns its lines.</summary>
/// <param name="arguments">Arguments; values with spaces are quoted, <c>{value:r}</c> is kept out of logs.</param>
/// <param name="workingDirectory">Directory; by default the build's working directory.</param>
/// <param name="environmentVariables">The whole environment of the process; by default that of the build.</param>
/// <param name="timeout">Time limit in milliseconds.</param>
/// <param name="logOutput">Whether lines are logged. Default true.</param>
/// <param name="logInvocation">Whether the command line is logged. Default true.</param>
/// <param name="logger">Takes the lines instead of the log.</param>
/// <param name="exitHandler">Looks at the ended process instead of the check for exit code 0.</param>
/// <returns>The lines that the program wrote.</returns>
public delegate IReadOnlyCollection<Output> Tool(
    ArgumentStringHandler arguments = default,
    string? workingDirectory = null,
    IReadOnlyDictionary<string, string>? environmentVariables = null,
    int? timeout = null,
    bool? logOutput = null,
    bool? logInvocation = null,
    Action<OutputType, string>? logger = null,
    Action<IProcess>? exitHandler = null);

/// <summary>Makes functions of programs.</summary>
public static class ToolResolver
{
    /// <summary>The program of that name in PATH.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static Tool GetPathTool(string name) => GetTool(ToolPathResolver.GetPathExecutable(name));

    /// <summary>The program at a path.</summary>
    public static Tool GetTool(string toolPath) => (arguments, workingDirectory, environmentVariables, timeout, logOutput, logInvocation, logger, exitHandler) =>
    {
        using var process = ProcessTasks.StartProcess(toolPath, arguments, workingDirectory, environmentVariables, timeout, logOutput, logInvocation, logger);
        process.AssertWaitForExit();
        (exitHandler ?? (ended => ended.AssertZeroExitCode()))(process);
        return process.Output;
    };
}
