using Nuke.Common.Parameters;

namespace Nuke.Common.Execution;

/// <summary>Values of the engine's own parameters.</summary>
internal static class EngineValues
{
    /// <exception cref="UsageException">The word is no verbosity.</exception>
    public static Verbosity Verbosity(ParameterSources sources) => sources.FindEngine("Verbosity") switch
    {
        null => Common.Verbosity.Normal,
        [var word] when Enum.TryParse<Verbosity>(word, ignoreCase: true, out var verbosity) && Enum.IsDefined(verbosity) => verbosity,
        _ => throw new UsageException($"Parameter --verbosity takes one of {string.Join(", ", Enum.GetNames<Verbosity>())}."),
    };
}
