using System.Xml.Linq;

namespace TelegramBotStack.Deployment.Publishing;

/// <summary>
/// What makes MSBuild compile the bot to a native program, as properties of its project alone: on the command line they
/// would be those of all projects it refers to, and not every one of them can be compiled so.
/// </summary>
internal static class NativeProperties
{
    /// <param name="file">Where to write them.</param>
    /// <param name="project">Absolute path of the bot's project.</param>
    /// <param name="compiler">The C compiler that links.</param>
    public static void Write(string file, string project, string compiler) => new XElement(
        "Project",
        new XElement(
            "PropertyGroup",
            new XAttribute("Condition", $"'$(MSBuildProjectFullPath)' == '{project.Replace("'", "%27", StringComparison.Ordinal)}'"),
            new XElement("PublishAot", "true"),
            new XElement("CppCompilerAndLinker", compiler),
            new XElement("StripSymbols", "true"),
            // The image has no culture data.
            new XElement("InvariantGlobalization", "true"),
            // Packages of others may be warned of; a project that takes warnings for errors is built all the same.
            new XElement("ILLinkTreatWarningsAsErrors", "false"),
            new XElement("IlcTreatWarningsAsErrors", "false"))).Save(file);
}
