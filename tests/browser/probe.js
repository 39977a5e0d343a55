// What a reader sees on an open page. Each function lists in words what is wrong; tests/browser/browsing.py loads them before every page.

window.probe = (() => {
  const AS_IT_IS = "pre, code, kbd, textarea, mjx-container, math, svg"; // texts in which a dollar is a dollar
  const TEX = /\$|\\[a-zA-Z]+|\\[()[\]]/;
  const FILE_NAME = /^\S*\.(png|svg|jpe?g|gif)$/;
  const LEAST_CONTRAST = 4.5; // of WCAG 2 for text that is read
  const LEAST_CONTRAST_LARGE = 3; // and for large text and signs without a letter

  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const shown = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const ancestors = (element) => (element.parentElement ? [element.parentElement, ...ancestors(element.parentElement)] : []);
  const style = (element) => getComputedStyle(element);

  const named = (element) => {
    const text = (element.textContent || "").trim().replace(/\s+/g, " ").slice(0, 60);
    const classes = [...element.classList].map((name) => "." + name).join("");
    return `<${element.localName}${classes}> ${text}`;
  };

  const settled = async () => {
    await Promise.all([window.MathJax?.startup?.promise, document.fonts.ready]);
    await Promise.all(all("img").map((image) => image.decode().catch(() => null)));
  };

  const texts = (within) => {
    const walker = document.createTreeWalker(within, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) if (walker.currentNode.data.trim() && shown(walker.currentNode.parentElement)) found.push(walker.currentNode);
    return found;
  };

  const rawTex = () =>
    texts(document.body)
      .filter((text) => TEX.test(text.data) && !text.parentElement.closest(AS_IT_IS))
      .map((text) => `TeX is left as text: ${named(text.parentElement)}`);

  const isDrawn = (element) => element.getBoundingClientRect().width > 0 && element.getBoundingClientRect().height > 0;

  const brokenMathematics = () => [
    ...all(".math")
      .filter((element) => !all("mjx-container, math", element).some(isDrawn))
      .map((element) => `mathematics is not drawn: ${named(element)}`),
    ...all("[data-mml-node='merror'], mjx-merror, merror").map((element) => `mathematics with an error: ${named(element)}`),
  ];

  // A box that scrolls may hold what is wider than the page, and a fixed drawer waits outside it. Of mathematics each stroke is an element: thousands.
  const mayBeWide = (element) =>
    ancestors(element).some((box) => ["auto", "scroll"].includes(style(box).overflowX) && box !== document.body) ||
    [element, ...ancestors(element)].some((box) => style(box).position === "fixed");

  const tooWide = () => {
    const edge = document.documentElement.clientWidth + 1;
    const wide = all("body *:not(mjx-container, mjx-container *)").filter((element) => element.getBoundingClientRect().right > edge && shown(element) && !mayBeWide(element));
    const found = wide.filter((element) => !wide.includes(element.parentElement)).map((element) => `wider than the page: ${named(element)}`);
    return document.documentElement.scrollWidth > edge ? [...found, "the page scrolls sideways"] : found;
  };

  // rgb(0, 0, 0), rgba(0, 0, 0, 0.5) and color(srgb 0 0 0 / 0.5) are what browsers compute.
  const colour = (text) => {
    const numbers = text.match(/[\d.]+(e-?\d+)?/g).map(Number);
    const scale = text.startsWith("color(") ? 255 : 1;
    return { channels: numbers.slice(0, 3).map((channel) => channel * scale), alpha: numbers[3] ?? 1 };
  };

  const over = (upper, lower) => upper.channels.map((channel, at) => channel * upper.alpha + lower[at] * (1 - upper.alpha));

  const ground = (element) => {
    if (!element) return [255, 255, 255];
    const own = colour(style(element).backgroundColor);
    return own.alpha === 1 ? own.channels : over(own, ground(element.parentElement));
  };

  const luminance = (channels) => {
    const linear = channels.map((channel) => channel / 255).map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  };

  const contrast = (element) => {
    const below = ground(element);
    const [darker, lighter] = [luminance(over(colour(style(element).color), below)), luminance(below)].sort((a, b) => a - b);
    return (lighter + 0.05) / (darker + 0.05);
  };

  const isSign = (text) => !/[\p{L}\p{N}]/u.test(text.data);

  const isLarge = (element) => {
    const size = parseFloat(style(element).fontSize);
    return size >= 24 || (size >= 18.66 && Number(style(element).fontWeight) >= 700);
  };

  // One line for each look that is too faint, with its first text.
  const faintText = (within) => {
    const faint = new Map();
    for (const text of all(within).flatMap(texts)) {
      const element = text.parentElement;
      if (element.closest("svg, mjx-container")) continue;
      const reached = contrast(element);
      const look = `${style(element).color} on ${ground(element).map(Math.round)}`;
      const enough = reached >= (isLarge(element) || isSign(text) ? LEAST_CONTRAST_LARGE : LEAST_CONTRAST);
      if (!enough && !faint.has(look)) faint.set(look, `contrast of ${reached.toFixed(1)}, ${look}: ${named(element)}`);
    }
    return [...faint.values()];
  };

  const brokenImages = () => [
    ...all("img")
      .filter((image) => !image.naturalWidth)
      .map((image) => `an image is not loaded: ${image.src}`),
    ...all("img")
      .filter((image) => !image.alt.trim() || FILE_NAME.test(image.alt.trim()))
      .map((image) => `an image has no words for who cannot see it: ${image.src}`),
  ];

  const mathematics = () => all("mjx-container, math").filter(isDrawn).length;

  return {
    settled,
    mathematics,
    tooWide,
    faintText,
    contents: () => [...rawTex(), ...brokenMathematics(), ...brokenImages()],
  };
})();
