using System.Text.RegularExpressions;
using TelegramBotStack.Deployment.Sandbox;
using YamlDotNet.RepresentationModel;

namespace TelegramBotStack.Deployment.Configuration;

/// <summary>Reads <c>image</c>: the word <c>aot</c>, or what the bot's image is made of.</summary>
internal static partial class ImageSection
{
    private const string Aot = "aot";

    /// <returns>The image below the bot's layers, absolute path of a Dockerfile of the user's own, and whether the bot is compiled to a native program.</returns>
    public static (string Base, string? Dockerfile, bool IsNative) Read(YamlSection root, string directory, DeploymentMethod method)
    {
        if (root.Node("image") is YamlScalarNode { Value.Length: > 0 } word)
        {
            if (word.Value != Aot)
            {
                root.Report(word, "image", $"must be '{Aot}', or have base or dockerfile below it");
            }
            else if (method == DeploymentMethod.Systemd)
            {
                root.Report(word, "image", "has no effect with 'method: systemd'");
            }

            return (SandboxSettings.NativeImage, null, IsNative: true);
        }

        var image = root.Section("image");
        var baseImage = image.Text("base") ?? SandboxSettings.RuntimeImage;
        if (!NamePattern().IsMatch(baseImage))
        {
            image.Report(image.Node("base"), "base", "is not the name of an image");
        }

        return (baseImage, DockerfileSection.Read(image, directory, method), IsNative: false);
    }

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._/:@-]{0,254}\z")]
    private static partial Regex NamePattern();
}
