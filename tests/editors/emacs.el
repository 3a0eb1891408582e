;;; emacs.el --- ERT tests of strat-mode, run by emacs.sh  -*- lexical-binding: t; -*-

(require 'ert)
(require 'imenu)
(require 'strat-mode)

(defmacro strat-test--in (text &rest body)
  "In a buffer of strat-mode that holds TEXT, coloured, do BODY."
  (declare (indent 1))
  `(with-temp-buffer
     (insert ,text)
     (strat-mode)
     (font-lock-ensure)
     (goto-char (point-min))
     ,@body))

(defun strat-test--sample ()
  "The text of sample.strat."
  (with-temp-buffer
    (insert-file-contents (expand-file-name "sample.strat" (getenv "TESTS")))
    (buffer-string)))

(defun strat-test--face (line text)
  "The face of TEXT in the first line that begins with LINE."
  (goto-char (point-min))
  (re-search-forward (concat "^" (regexp-quote line)))
  (beginning-of-line)
  (search-forward text (line-end-position))
  (get-text-property (match-beginning 0) 'face))

(ert-deftest strat-file-type ()
  (should (eq (cdr (assoc "\\.strat\\'" auto-mode-alist)) 'strat-mode)))

(ert-deftest strat-colours ()
  (strat-test--in (strat-test--sample)
    (dolist (case '(("strategy \"A" "strategy" font-lock-keyword-face)
                    ("strategy \"A" "not a comment" font-lock-string-face)
                    ("    approaches ranked" "ranked" font-lock-builtin-face)
                    ("    approaches ranked" "limited" nil)
                    ("fact fee" "number" font-lock-type-face)
                    ("group g" "NO" nil)
                    ("approach 2.2" "approach" font-lock-keyword-face)
                    ("approach 2.2" "2.2" font-lock-function-name-face)
                    ("approach 2.2" "assisting" font-lock-type-face)
                    ("approach 2.2" "notwithstanding" font-lock-preprocessor-face)
                    ("approach 2.2" "P4" font-lock-constant-face)
                    ("    requires requested" "requires" font-lock-keyword-face)
                    ("    requires requested" "requested" nil)
                    ("    requires requested" "and" font-lock-builtin-face)
                    ("    must not" "use" font-lock-keyword-face)
                    ("    may be used" "2025" font-lock-constant-face)
                    ("    may be used" "commission_request" nil)
                    ("    cite" "4.1.b" font-lock-constant-face)
                    ("duty report" "before" font-lock-builtin-face)
                    ("    expect" "undetermined" font-lock-constant-face)))
      (should (equal (list case (strat-test--face (nth 0 case) (nth 1 case))) (list case (nth 2 case)))))
    (should (memq 'font-lock-preprocessor-face (ensure-list (strat-test--face "use" "stratc"))))))

(ert-deftest strat-indentation ()
  (strat-test--in "objective 4.1 SO1 \"x\" { # a } in a comment
may use limited for {
a, b
}
provision 4.1.a \"} {\" {
must report
}
}
"
    (indent-region (point-min) (point-max))
    (should (equal (buffer-string) "objective 4.1 SO1 \"x\" { # a } in a comment
    may use limited for {
        a, b
    }
    provision 4.1.a \"} {\" {
        must report
    }
}
"))))

(ert-deftest strat-indentation-of-the-policies-that-are-there ()
  (dolist (policy (file-expand-wildcards (expand-file-name "policies/*.strat" (getenv "ROOT"))))
    (with-temp-buffer
      (insert-file-contents policy)
      (strat-mode)
      (let ((before (buffer-string))
            (inhibit-message t))
        (indent-region (point-min) (point-max))
        (should (equal (list policy before) (list policy (buffer-string))))))))

(defun strat-test--findings (text &optional file)
  "What flymake shows in a policy of TEXT, that of FILE: line, column, type and words."
  (strat-test--in text
    (setq buffer-file-name file)
    (let ((found 'none))
      (strat-flymake (lambda (diagnostics &rest _) (setq found diagnostics)))
      (with-timeout (20 (error "No answer of stratc"))
        (while (eq found 'none) (accept-process-output nil 0.05)))
      (mapcar (lambda (d)
                (goto-char (flymake-diagnostic-beg d))
                (list (line-number-at-pos) (current-column)
                      (buffer-substring (point) (flymake-diagnostic-end d))
                      (flymake-diagnostic-type d) (flymake-diagnostic-text d)))
              (prog1 found (setq buffer-file-name nil))))))

(ert-deftest strat-findings ()
  (let ((head "strategy \"Ä €\" {\n    approaches ranked low\n    paragraphs 1, 2\n}\n"))
    (should (equal (strat-test--findings (concat head "approach 1 low \"Lów\" { default }\nrecital 2\n")) nil))
    (should (equal (mapcar #'butlast (strat-test--findings (concat head "approach 1 low \"Lów\" { defualt }\n")))
                   '((5 23 "defualt" :error))))
    (let ((found (car (strat-test--findings (concat head "approach 1 low \"Lów\" { default }\n")))))
      (should (equal (butlast found) '(3 18 "2" :warning)))
      (should (string-match-p "paragraph 2.*\\[uncovered-paragraph\\]" (nth 4 found)))))
  ;; What it uses lies beside its file, and is not the text that is on the disk.
  (make-directory "beside" t)
  (with-temp-file "beside/k.strat" (insert "fact k \"k\" : yes or no\n"))
  (with-temp-file "beside/x.strat" (insert "nonsense"))
  (let ((text "use \"k\"\nstrategy \"S\" { approaches ranked a < b }\napproach 1 a \"A\" { default }\napproach 2 b \"B\" { may be used when %s }\n")
        (file (expand-file-name "beside/x.strat")))
    (should (equal (strat-test--findings (format text "k") file) nil))
    (should (equal (mapcar #'butlast (strat-test--findings (format text "kk") file)) '((4 36 "kk" :error)))))
  (let ((strat-program "no-such-program"))
    (should-error (strat-flymake #'ignore))))

(declare-function eglot-rename "eglot")
(declare-function eglot-format-buffer "eglot")
(declare-function eglot-current-server "eglot")

(defun strat-test--hover ()
  "What the server says of the name at point."
  (eglot--signal-textDocument/didChange)
  (plist-get (plist-get (jsonrpc-request (eglot-current-server) :textDocument/hover (eglot--TextDocumentPositionParams)) :contents)
             :value))

(ert-deftest strat-server ()
  (skip-unless (require 'eglot nil t))
  (let ((file (expand-file-name "slip.strat"))
        (eglot-sync-connect 20))
    (with-temp-file file
      (insert "strategy \"Ä €\" {\n    approaches ranked low\n}\napproach 1 low \"Lów\" { defualt }\n"))
    (find-file file)
    (call-interactively #'eglot)
    (should (eglot-current-server))
    (flymake-mode 1)
    (with-timeout (20 (error "No finding"))
      (while (not (flymake-diagnostics)) (accept-process-output nil 0.05)))
    (let ((found (car (flymake-diagnostics))))
      (should (equal (buffer-substring (flymake-diagnostic-beg found) (flymake-diagnostic-end found)) "defualt"))
      (should (string-match-p "default" (flymake-diagnostic-text found))))
    ;; What a person does with it: completes, is told, renames, lays out.
    (goto-char (point-max))
    (search-backward "defualt")
    (delete-region (point) (+ (point) (length "defualt")))
    (insert "defa")
    (should (member "default" (all-completions "defa" (nth 2 (run-hook-with-args-until-success 'completion-at-point-functions)))))
    (insert "ult")
    (search-backward "low \"")
    (should (string-match-p "Lów" (strat-test--hover)))
    (eglot-rename "least")
    (should (equal (buffer-string) "strategy \"Ä €\" {\n    approaches ranked least\n}\napproach 1 least \"Lów\" { default }\n"))
    (search-forward "{")
    (insert "    ")
    (eglot-format-buffer)
    (should (string-suffix-p "\"Lów\" { default }\n" (buffer-string)))
    (set-buffer-modified-p nil)
    (eglot-shutdown (eglot-current-server))
    (kill-buffer)))

(ert-deftest strat-index ()
  (strat-test--in (strat-test--sample)
    (let ((index (imenu--make-index-alist t)))
      (should (assoc "fee" (cdr (assoc "Facts" index))))
      (should (assoc "report" (cdr (assoc "Duties" index))))
      (should (assoc "2.2" index)))))

;;; emacs.el ends here
