using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Components.Development;

/// <summary>Finds the repository's solution file.</summary>
internal static class SolutionFile
{
    /// <exception cref="DeploymentException">There is no solution file, or more than one.</exception>
    public static string In(string directory)
    {
        string[] found = [.. Directory.EnumerateFiles(directory, "*.sln"), .. Directory.EnumerateFiles(directory, "*.slnx")];
        return found switch
        {
            [var solution] => solution,
            [] => throw DevelopmentErrors.NoSolution(directory),
            _ => throw DevelopmentErrors.SeveralSolutions(found),
        };
    }
}
